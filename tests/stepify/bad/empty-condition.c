/* expect: 4: an empty condition */
int f(int x)
{
	while ()
		x++;
	return x;
}
