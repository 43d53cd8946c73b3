/* expect: 10: two stepping calls in one expression */
int g(int x)
{
	return x;
}

int f(int x)
{
	return g(x) +
	       g(x + 1);
}
