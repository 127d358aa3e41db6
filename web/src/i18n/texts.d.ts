declare module "texts:ja" {
  const texts: Record<string, string>;
  export default texts;
}
declare module "texts:en" {
  const texts: Record<string, string>;
  export default texts;
}
declare module "texts:ja/cascade" {
  const texts: Record<string, string>;
  export default texts;
}
declare module "texts:en/cascade" {
  const texts: Record<string, string>;
  export default texts;
}
declare module "style:cascade" {
  const css: string;
  export default css;
}
