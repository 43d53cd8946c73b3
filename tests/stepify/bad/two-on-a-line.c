/* expect: 4: two statements begin on one line */
int f(int x)
{
	x++; x--;
	return x;
}
