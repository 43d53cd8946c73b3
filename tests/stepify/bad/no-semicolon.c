/* expect: 5: no ';' ends this */
int f(int x)
{
	x++;
	return x
}
