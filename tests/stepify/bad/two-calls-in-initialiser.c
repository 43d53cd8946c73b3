/* expect: 9: two stepping calls in one expression */
int g(int x)
{
	return x;
}

int f(int x)
{
	int a[2] = { [0] = g(x), [1] = g(2) };
	return a[x];
}
