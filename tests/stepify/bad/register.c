/* expect: 4: register is not understood inside a function */
int f(int x)
{
	register int y = x;
	return y;
}
