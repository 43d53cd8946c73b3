/* expect: 4: an assignment inside a condition */
int f(int x, int y)
{
	while (x += y)
		y--;
	return x;
}
