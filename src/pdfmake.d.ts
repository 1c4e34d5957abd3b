/** What `platform/pdf.ts` uses of pdfmake. Its published types bring a browser's globals, with which Node's streams do not compile. */
declare module 'pdfmake' {
  type Margin = readonly [left: number, top: number, right: number, bottom: number];
  type Look = {
    readonly style?: string;
    readonly fontSize?: number;
    readonly bold?: boolean;
    readonly color?: string;
    readonly alignment?: 'center';
    readonly lineHeight?: number;
    readonly margin?: Margin;
    readonly headlineLevel?: number;
  };
  type Table = {
    readonly widths: readonly ('*' | 'auto')[];
    readonly headerRows?: number;
    readonly dontBreakRows?: boolean;
    readonly body: readonly (readonly (Content | string)[])[];
  };
  export type Content = Look &
    (
      | { readonly text: string }
      | { readonly stack: readonly Content[] }
      | { readonly svg: string; readonly width: number }
      | { readonly table: Table; readonly layout: 'noBorders' | 'lightHorizontalLines' }
    );
  export type Definition = {
    readonly info: { readonly title: string };
    readonly language: string;
    readonly pageMargins: Margin;
    readonly defaultStyle: Look;
    readonly styles: Readonly<Record<string, Look>>;
    readonly footer: (page: number, pages: number) => Content;
    readonly content: readonly Content[];
    readonly pageBreakBefore: (
      node: { readonly headlineLevel?: number; readonly startPosition: { readonly verticalRatio: number } },
      container: { readonly getFollowingNodesOnPage: () => readonly unknown[] },
    ) => boolean;
  };
  const pdfmake: {
    readonly setFonts: (fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>) => void;
    readonly setUrlAccessPolicy: (isAllowed: (url: string) => boolean) => void;
    readonly setLocalAccessPolicy: (isAllowed: (path: string) => boolean) => void;
    readonly createPdf: (definition: Definition) => { readonly getBuffer: () => Promise<Buffer> };
  };
  export default pdfmake;
}
