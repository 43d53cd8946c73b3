/* expect: 4: is this a declaration?  Its type is not known */
int f(int x)
{
	strange (*p)(int);
	return x;
}
