/* expect: 3: a function is defined inside #if */
#ifndef FOO
int f(int x)
{
	return x;
}
#endif
