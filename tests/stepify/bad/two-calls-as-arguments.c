/* expect: 9: two stepping calls in one expression */
int g(int x, int y)
{
	return x + y;
}

int f(int x)
{
	x = g(g(x, 1), g(x, 2));
	return x;
}
