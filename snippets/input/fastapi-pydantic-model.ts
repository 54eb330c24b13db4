import { defineSnippet } from '../../server/core/rule/snippet.js';

const PYTHON = `from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class \${1:OrderBody}(BaseModel):
    """Accepts these fields, each within its bounds, and answers 422 to anything else.

    Take it as the body of a route: def create(body: \${1:OrderBody}).
    """

    model_config = ConfigDict(extra="forbid")

    \${2:product_id}: UUID
    \${3:quantity}: Annotated[int, Field(ge=1, le=\${4:100})]
    \${5:note}: Annotated[str, Field(max_length=\${6:500})] = ""
`;

export default defineSnippet({
  id: 'input/fastapi-pydantic-model',
  title: 'FastAPI body model with bounds',
  detail:
    'Names every field with its type and bounds, and refuses fields that it does not name. Uses pydantic 2.',
  prefix: 'sec-pydantic',
  practices: ['input-validate', 'input-limits', 'design-data-exposure'],
  threats: ['TM-T-01', 'TM-T-02', 'TM-T-10'],
  content: { kind: 'code', python: PYTHON },
});
