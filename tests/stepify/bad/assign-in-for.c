/* expect: 4: an assignment inside a condition */
int f(int x, int y)
{
	for (x = 1; (x = y); x++)
		y--;
	return x;
}
