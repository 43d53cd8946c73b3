/* expect: 5: 'WITH_LOCK' is no loop: only macros called for_each may stand before a statement */
#define WITH_LOCK(x) if (x)
int f(int x)
{
	WITH_LOCK(x) {
		x++;
	}
	return x;
}
