/* expect: 6: an assignment inside a condition */
int f(int x, int y)
{
	do {
		x++;
	} while ((x = y));
	return x;
}
