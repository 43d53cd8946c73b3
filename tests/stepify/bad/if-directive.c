/* expect: 4: a directive inside a function */
int f(int x)
{
#ifdef FOO
	x++;
#endif
	return x;
}
