/* expect: 2: mark 'outside' stands in no stepped function */
/* mark: outside */
int f(int x)
{
	return x;
}
