/* expect: 6: mark 'here' is already placed */
int f(int x)
{
	/* mark: here */
	x++;
	/* mark: here */
	return x;
}
