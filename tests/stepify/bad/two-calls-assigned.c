/* expect: 9: two stepping calls in one expression */
int g(int x)
{
	return x;
}

void f(int *x)
{
	x[g(1)] = x[2] && g(2);
}
