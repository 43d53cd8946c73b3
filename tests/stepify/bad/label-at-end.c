/* expect: 7: a label without a statement */
void f(int x)
{
	if (x)
		goto out;
out:
}
