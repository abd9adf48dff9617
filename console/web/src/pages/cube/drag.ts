// What is being dragged: a field by its name.
const TYPE = 'application/x-cardbeam-field';

export function startDrag(event: DragEvent, field: string): void {
  event.dataTransfer?.setData(TYPE, field);
  event.dataTransfer?.setData('text/plain', field);
  if (event.dataTransfer) {
    event.dataTransfer.effectAllowed = 'move';
  }
}

export const isField = (event: DragEvent): boolean => event.dataTransfer?.types.includes(TYPE) ?? false;
export const draggedField = (event: DragEvent): string => event.dataTransfer?.getData(TYPE) ?? '';
