/* expect: 4: an assignment inside a condition */
int f(int x, int y)
{
	switch (x = y) {
	default:
		return 1;
	}
}
