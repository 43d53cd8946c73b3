/* expect: 9: two stepping calls in one expression */
int g(int x)
{
	return x;
}

int f(int x)
{
	if (g(x) == (x ? g(1) : 2) && x)
		return 1;
	return 2;
}
