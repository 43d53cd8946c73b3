/* expect: 4: mark 'atomic' stands in no stepped function */
static notrace int f(int x)
{
	/* mark: atomic */
	return x;
}
