/* expect: 3: a parameter without a type or name */
int f(int x,
      int)
{
	return x;
}
