/* expect: 4: a '{' at file scope is not understood */
int f(x)
	int x;
{
	return x;
}
