/* expect: 5: a declaration cannot follow a label */
int f(int x)
{
again:
	int y = 1;
	goto again;
}
