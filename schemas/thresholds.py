"""The numbers by which readings are judged: how long, how alike, how many and how near, each with its reason.

Exports are written by many hands, and no number tells a label from a remark in all of them. Each of these is a
compromise: what it costs to be above it and below it is said beside it. What is no choice stands where it is used:
months of a year, hundreds of a per cent, layouts of files, and the limits of time and memory.
"""

from typing import Final

# ---- how long a text may be and still be read as what it may be ---------------------------------------------------

MOST_LABEL_WORDS: Final = 6
"""Words of a label. Remarks are longer, and may speak of targets and be none; ``1. januar - 31. marts 2009`` and
``Tal i hele tusinde kr.`` are labels, and would be passed over if it were less."""

MOST_PERIOD_WORDS: Final = 8
"""Words of a period and of a heading that names one: ``fra januar til og med marts 2009`` has seven. With fewer only
its end would be read, as March alone; with more each title takes longer, for all its ends are tried."""

MOST_TITLE_WORDS: Final = 60
"""Words of a title or a note. Titles list what they leave out and take a few lines; longer texts are guides to a
report, whose words say nothing of the figures and take long to look through."""

MOST_TITLE_LETTERS: Final = 400
"""Letters of a title in which names are looked for: sixty words, most of them short. Text without spaces has few words
however long it is, and would take long to be passed over."""

MOST_NAME_LETTERS: Final = 120
"""Letters of a name of a centre or a measure. The longest that are in use fill a line; longer texts are notes, which
a person should not be asked the meaning of, and less would leave a misspelt long name to others."""

MOST_TITLE_CELLS: Final = 2
"""Cells of a row that is a title: one alone, or a name and what it is (``Center:`` and ``Nord``). Three in a row are
a row of a table; with one alone the second form would say nothing."""

LONG_WORD_LETTERS: Final = 5
"""Letters of a word that tells names apart. Shorter words are part of too many others, and two of them that differ by
a letter are mostly two words (``Syd``, ``Nyd``); of longer ones, fewer are left to tell by."""

MOST_DECIMALS: Final = 3
"""Digits behind a comma: an amount in thousands has three, down to the krone. More digits beside a comma are a number
of its own; with fewer a split or a rounded figure would be taken for another one."""

# ---- how alike two texts are (0 to 1, as difflib counts) ----------------------------------------------------------

NAMES_ALIKE: Final = 0.72
"""Names that may be one but for a slip. What resembles is asked about, and what does not is left to others: lower, the
names of other units would be asked about one by one; higher, a name with two slips would be passed over."""

WORDS_ALIKE: Final = 0.8
"""Single words that may be one. They have fewer letters than names, so that less proves nothing: at 0.72 another's
sheet of ``Elever`` is asked about. Higher, one slip in a short word would be too many."""

# ---- how much of a whole must be known ----------------------------------------------------------------------------

FEWEST_KNOWN: Final = 0.3
"""Share of a sheet's labels that are known. Below it a sheet is no table of ours, but a cover page or a lookup list,
and says nothing; were it higher, a sheet of ours with some new names would be passed over without a word."""

HALF: Final = 0.5
"""Share that makes two names worth a question (of their words), a column one of personal numbers (of its cells), and
a case list half sure (its dates are known, its figures are not). Less is chance; more would miss private numbers."""

MOSTLY: Final = 0.6
"""Share of a header or of a column's cells that makes it what they are. It is above one half, so that one of two
required titles is not enough, and below two thirds, so that two of three are."""

# ---- how much is looked through -----------------------------------------------------------------------------------

DEEPEST_ROW: Final = 60
"""Rows from a sheet's top, or lines of one cell, that are looked through for a header, for words and for filters.
Reports print a page of remarks first, no more; below it are rows of figures, of which one may look like a header."""

MOST_HEADER_ROWS: Final = 4
"""Rows of headers above a table's figures: a year, a quarter, a month, and what the figures are. Rows above them are
titles; with fewer the outermost would be lost, with more a title would be read as a header."""

MOST_LOOKED_AT: Final = 2_000
"""Rows of a column, or different texts of a sheet, that are looked at closely to tell what it is. A sheet's own words
stand among them: more take longer and say nothing new, with fewer a column that begins with blanks is not told."""

MOST_SOURCES: Final = 20
"""Different texts among the first rows of a large list that are sources or units, by which its rows are grouped. More
are remarks, one a row: groups by them are as many as the rows. Less would refuse a list of many systems."""

MOST_ASKED: Final = 300
"""Names of one sheet that a person is asked the meaning of. With more unknown it is another's sheet, and nobody would
answer them one by one; a register of centres with new names throughout must still fit."""

# ---- how many are shown in a finding ------------------------------------------------------------------------------

MOST_SHOWN: Final = 6
"""Examples in a finding: enough to see what is meant in one line. More would push what to do about it out of sight;
fewer would hide a header of some titles, which is to be answered title by title."""

MOST_LISTED: Final = 10
"""Cells or names in a finding that somebody goes through one by one; the rest are counted. More are not gone through
in a message, and less sends the reader to the sheet for a handful."""

# ---- how few prove something --------------------------------------------------------------------------------------

FEWEST_TO_PROVE: Final = 2
"""Blanks, parts, months or numbers that are alike before it is taken for a habit. One is chance, or forgotten; with
three, a table of two months or two centres would never be understood."""

FEWEST_TO_COMPARE: Final = 3
"""Amounts, titles, columns or pieces of a word among which one can be told from the others. Of two that differ nobody
knows which is wrong; four would leave a first quarter, and a table of three columns, unjudged."""

FEWEST_STEPS: Final = 6
"""Steps from one period to the next before one is far. Half a year's show what is usual; with fewer every new measure
would be said to jump, with more a year would be over before anything is said."""

# ---- how near two figures are -------------------------------------------------------------------------------------

COMPUTER_ROUNDING: Final = 1e-12
"""Share of a figure that a computer's own rounding may be: 6.2 - 6 is not quite 0.2. Sums of thousands of figures come
near it; at 1e-9 a total of a thousand millions could be a krone wrong unseen."""

SUM_ROUNDING: Final = 1e-6
"""Difference between a sum and what it is of, where people or systems cut decimals off: twelve shares of seven decimals
come this near to 12. Above it a wrong digit would pass, below it rounded shares would be refused."""

DECIMALS_KEPT: Final = 9
"""Decimals of a worked-out figure that are kept: further ones are a computer's own rounding, 95.39999999999999 for
95.4. With fewer, figures that an export prints with many decimals would change."""

PRINTED_ROUNDING: Final = 0.06
"""Difference between a value that is printed with one decimal and its own parts: half of the last digit, and a little.
Less would refuse what is rounded rightly; more would let a wrong digit pass."""

SCALE_ROUNDING: Final = 0.005
"""Share by which an amount in thousands or millions may differ from the same in kroner: 1,250 thousand is rounded of
1,249,870 kr. Less misses rounded budgets; more takes a budget of its own for another's in thousands."""

# ---- how far off a figure is that cannot be right -----------------------------------------------------------------

OTHER_SCALE_TIMES: Final = 300.0
"""Times that an amount is another of its account before one of them is in thousands. A bill that is paid once a year
may be a hundred times the other months; at 1,000 itself a month in thousands that is thrice the others would pass."""

FAR_BELOW_TIMES: Final = 10.0
"""Times that shares of at most 1 lie below what is usual before they are fractions of 1. Per cent are a hundred times
their fraction: with less a bad month is taken for one, with more the fractions of low shares are missed."""

STEADY: Final = 1.5
"""Times that the greatest of sums to date may be the least, each divided by its months. Sums even out what single
months do not: with more any account that grows looks like them, with less one holiday hides them."""

FAR_STEP: Final = 3.0
"""Quartile ranges above the upper quartile from which a step is far: Tukey's outer fence. His inner one, at 1.5, is
passed by one in a hundred quite usual figures; further out real mistakes would be passed over."""

LEAST_STEP: Final = 0.05
"""Share of a figure below which a step is small whatever came before. Without it a series that stood still could never
move without a warning; with much more, a month's real change goes unsaid."""

SMALL_COUNT: Final = 5
"""Persons or cases below which a count is not published: the usual limit of statistical offices. Below it somebody may
be recognised; above it figures of small centres would be warned of that anybody may see."""
