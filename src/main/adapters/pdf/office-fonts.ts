/** Where an office puts font files of its own (字库): told to the process that prints by its host, in the environment. */
import { join } from 'node:path'

export const OFFICE_FONTS = 'MEDIATION_OFFICE_FONTS'

export const officeFontsFolder = (data: string): string => join(data, '字库')
