/* expect: 4: a function is declared inside a function */
int f(int x)
{
	int g(int y);
	return g(x);
}
