/* expect: 5: a declaration cannot be a body */
int f(int x)
{
	if (x)
		int y = 1;
	return x;
}
