/* expect: 9: two stepping calls in one expression */
int g(int x)
{
	return x;
}

int f(int x, int (*fn)(int))
{
	return fn(x) - g(1);
}
