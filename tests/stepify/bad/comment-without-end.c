/* expect: 3: comment without end */
int f(int x);
/* this comment
