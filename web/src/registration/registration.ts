import type { Schemas } from "../api/client";

// What the operator decides on.
export interface Registration {
  declaration: Schemas["Declaration"];
  preview: Schemas["PublicRecord"];
  obstacle: string;
  may_refuse: boolean;
}
