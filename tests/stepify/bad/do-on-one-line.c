/* expect: 5: two statements begin on one line */
int f(int x)
{
	do
		x++; while (x < 3);
	return x;
}
