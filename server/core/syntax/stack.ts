/**
 * Takes off what was put on a stack since it held so many, in a list that is exactly as long. This is what `splice`
 * does, and takes two thirds of its time where there is little to take.
 */
export function takeSince<T>(stack: T[], size: number): T[] {
  const taken = stack.slice(size);
  stack.length = size;
  return taken;
}
