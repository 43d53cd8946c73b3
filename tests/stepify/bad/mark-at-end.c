/* expect: 5: mark 'late' has no statement behind it */
int f(int x)
{
	return x;
	/* mark: late */
}
