/* expect: 4: a function inside a function */
int f(int x)
{
	int g(int y)
	{
		return y;
	}
	return g(x);
}
