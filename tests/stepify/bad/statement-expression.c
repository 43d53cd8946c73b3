/* expect: 4: a statement expression */
int f(int x)
{
	return ({ x; });
}
