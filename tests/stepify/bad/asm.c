/* expect: 4: 'asm' is not understood here */
int f(int x)
{
	asm ("nop");
	return x;
}
