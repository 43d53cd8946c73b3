/* expect: 2: ']' does not close the ( of line 2 */
int x[(3];
