/* expect: 4: a directive inside a function */
int f(int x)
{
	# define FOO 1
	return x;
}
