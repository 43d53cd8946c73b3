/* expect: 4: two statements begin on one line */
int f(int x)
{
	if (x) return 1;
	return x;
}
