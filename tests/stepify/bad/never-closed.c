/* expect: 3: { is never closed */
int f(int x)
{
	if (x) {
		x++;
	return x;
}
