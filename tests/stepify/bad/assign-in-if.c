/* expect: 5: an assignment inside a condition */
int f(int x, int y)
{
	if (x == 1 ||
	    (x = y))
		return 1;
	return x;
}
