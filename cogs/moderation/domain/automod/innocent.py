"""Words that a disguised reading would take for a forbidden one.

They are never meant, unless the very word is on a server's list: what a doubled letter, an l
for an i, or a wildcard would otherwise find.
"""

from __future__ import annotations

from typing import Final

# One letter more, or l and i changed: another word.
_NEIGHBOURS: Final = """
good rapper rappers rapping rapped food noob poop boob coon root loot soot toot hoot moot
coop loop hoop pool cool fool tool wool door poor moor dinner copper supper upper pepper
filling killing falling failing fall fail mall mail tall tail ball bail hall hail pall pail
wall wail call still stiil skill bill kill will mill hill till pill fill sill gill dill
silt slit slot suit slid said clit cliff clip flip slip lick click flick slick
flag flags fagg aging lied lid lip ilk ill all ail aii bitty butt putt puss putting
a5s a5 a55 snigger sniggers sniggered sniggering niggardly niggard
"""

# Words with a forbidden one inside them.
_HOLDERS: Final = """
class classes classic classical classify classified classroom classy pass passed passes passing
password passwords passage passenger passion passionate passive passport compass trespass
bypass bypassed surpass overpass mass masses massive massage amass glass glasses grass grassy
brass bass bassist bassoon sass sassy lass lasso asset assets assist assists assistant
assistance assess assessed assessment assign assigned assignment assume assumed assumes assuming
assumption assure assured assurance associate associated association assorted assortment
assemble assembled assembly assert asserted assertion assassin assassins assassinate embassy
ambassador cassette casserole harass harassed harassment embarrass embarrassed embarrassing
hourglass sunglasses eyeglass molasses potassium jurassic parnassus assam assange picasso
cocktail cocktails peacock peacocks cockpit cockatoo cockatiel cockroach cockroaches hancock
hitchcock babcock cockney shuttlecock woodcock weathercock stopcock gamecock cocker
dickens dickinson dickson dicker dictate dickies benedick
scunthorpe penistone clitheroe lightwater arsenal arsenic parse parsed parser parsing sparse
coarse hoarse rehearse rehearsal shitake shiitake
analysis analyst analysts analyse analyze analytic analytics analogue analog analogy canal
canals banal penal penalty finals signals journal annals bacchanal
circumstance circumstantial circumstances circumvent circumference
cucumber cucumbers document documents
documentation documentary accumulate accumulated cumulative cumin cumbersome encumber
incumbent succumb cumulus scum scumbag modicum talcum
title titles titled titan titans titanic titanium entity entities identity identities
quantity quantities petition petitions competition competitive repetition repetitive
constitution institute institution substitute substitution attitude attitudes
altitude latitude gratitude multitude stitch stitches partition appetite titration
practitioner practitioners nutrition beautiful tithe tittle
grape grapes drape drapes scrape scraped scraper skyscraper therapist therapists therapy
trapeze rapeseed grapefruit raped
sussex essex middlesex wessex sextant sextet sexton unisex sextuple
spice spices spicy spicier suspicion suspicious auspicious conspicuous despicable hospice
spices allspice
shell shells hello hellos hellenic othello michelle seashell shelling bombshell nutshell
hells eggshell shellfish chelles
skill skills skilled skillful skillet kilo kills killed killer painkiller overkill roadkill
buttkiss button buttons butter butterfly buttress buttercup rebuttal rebutted contribute
attribute distribute tribute debut debuts butte
homo homogeneous homogenous homology homonym homosapiens homework homer
leafage
raccoon raccoons tycoon tycoons cocoon cocoons
pakistan pakistani
niger nigeria nigerian nigerians nigella
negroni negroponte montenegro
wankel swank swanky
pricked prickly
hoes shoes shoe phoenix
twatter twattle saltwater
slutsk
retardant retardants retarder ritardando retardation
dykes vandyke klondyke
"""

INNOCENT: Final = frozenset(f"{_NEIGHBOURS} {_HOLDERS}".split())
