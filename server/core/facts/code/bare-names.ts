/** A type or an annotation of Java without packages: 'List<UUID>' of `java.util.List<java.util.UUID>`. */
export function withoutPackages(name: string): string {
  return name.includes('.') ? name.replace(/\b(?:[a-z_]\w*\.)+(?=[A-Z])/g, '') : name;
}
