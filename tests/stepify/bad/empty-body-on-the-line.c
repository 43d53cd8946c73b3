/* expect: 4: two statements begin on one line */
int f(int x)
{
	while (x--);
	return x;
}
