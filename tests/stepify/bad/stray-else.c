/* expect: 5: 'else' is not understood here */
int f(int x)
{
	x++;
	else
		x--;
	return x;
}
