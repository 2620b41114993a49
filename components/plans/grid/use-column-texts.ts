'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { isSettingName } from '@/lib/model/settings';
import type { PlanColumn } from '@/lib/plans/plan-types';
import { shapeOf } from './columns';

export type ColumnTexts = ReturnType<typeof useColumnTexts>;

/** The names of columns, and of the values of those that are a choice. */
export function useColumnTexts() {
  const t = useTranslations('plans');
  const tSetting = useTranslations('edit.setting');
  return useMemo(() => {
    const value = (text: string): string => {
      switch (text) {
        case 'on':
        case 'off':
        case 'tcp':
        case 'http':
        case 'white':
        case 'black':
          return t(`value.${text}`);
        default:
          return text;
      }
    };
    return {
      label: (column: PlanColumn): string =>
        isSettingName(column) ? tSetting(column) : t(`column.${column}`),
      blank: t('value.blank'),
      /** A choice by its name; one that is not offered, and any other text, as it is. */
      value: (column: PlanColumn, text: string): string => {
        const shape = shapeOf(column);
        return shape.kind === 'choice' && shape.choices.includes(text) ? value(text) : text;
      },
    };
  }, [t, tSetting]);
}
