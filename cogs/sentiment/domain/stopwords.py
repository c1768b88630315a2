"""Words that say nothing of what is talked about, in the languages that servers speak most.

The short closed classes of each language, written out by hand: articles, pronouns, prepositions,
conjunctions, auxiliary verbs, and what chat greets and laughs with.
"""

# ruff: noqa: RUF001 - letters of other languages look like ours
from __future__ import annotations

from typing import Final

_ENGLISH = """
a about above after again all almost also am an and any anyone anything are arent as at back be
because been before being but by can cant could couldnt did didnt do does doesnt doing done dont
down each even ever every few for from get gets getting go goes going gonna good got had has
hasnt have havent having he her here hers him his how i id if ill im in into is isnt it its ive
just keep know less let lets like little long lot lots made make makes many may maybe me mean
might mine more most much must my need never new no nor not nothing now of off oh ok okay on
once one only or other our out over own people please pretty put quite rather really right said
same saw say says see seem seems she should since so some someone something sometimes soon still
such sure take than thank thanks that thats the their them then there theres these they theyre
thing things think this those though through time to today tomorrow too try two under until up
us use used very want wanted was wasnt way we well went were werent what whats when where which
while who whos why will with without wont would wouldnt wow yeah yep yes yesterday yet you your
youre yours ive youve weve theyve id hed shed theyd hi hey hello lol lmao haha hahaha btw idk
imo tbh yall day days week bit big best better guess feel look looks looking work works working
great nice love
"""
_SPANISH = """
algo ahora al antes aqui aquí asi así aun aunque bien bueno cada casi como cómo con cual cuando
de del desde donde dos el él ella ellos en entre era es esa ese eso esta está estan estas este
esto estoy fue gracias ha hace hasta hay he hola la las le les lo los mas más me mi mis mucho
muy nada ni no nos o otra otro para pero poco por porque pues que qué quien se ser si sí sin
sobre solo son soy su sus también tan te tengo tiene todo todos tu tú un una uno unos va vamos
ya yo eres está estaba
"""
_PORTUGUESE = """
agora ainda ao aos as até bem com como da das de dela dele depois do dos e é ela ele eles em
então era essa esse isso esta está estou eu foi isso já lá mais mas me mesmo meu minha muito na
não nas nem no nos nós num numa o os ou para pela pelo pode por porque pra qual quando que quem
se sem ser seu sim só sua também tem tenho teu tudo um uma vai vou você vocês obrigado oi
"""
_FRENCH = """
ai alors au aussi autre aux avec avoir bien bon bonjour ça car ce cela ces cest cet cette comme
dans de des donc du elle elles en encore est et était être eux fait faire il ils jai je la le
les leur lui là ma mais me même merci mes moi mon ne nest non nos notre nous on ont ou où oui
par pas peu peut plus pour pourquoi quand que quel quelle qui quoi sa sans se ses si son sont
sur suis ta te tes toi ton tous tout toute très trop tu un une va vais vos votre vous y
"""
_GERMAN = """
aber alle alles als also am an auch auf aus bei bin bis bist da dann das dass dem den denn der
des dich die dir doch du durch ein eine einem einen einer eines er es etwas euch für ganz gar
gerade gibt gut hab habe haben hallo hast hat hatte hier ich ihm ihn ihr im immer in ist ja
jetzt kann kein keine können ma mal man mehr mein meine mich mir mit muss nach nicht nichts noch
nun nur ob oder ohne schon sehr sein sich sie sind so soll über um und uns unter viel vom von
vor war warum was weil weiß wenn wer werden wie wieder will wir wird wo wurde zu zum zur danke
ne nein
"""
_ITALIAN = """
a abbiamo adesso ai al alla allora anche ancora avere bene buono che chi ci ciao come con così
cosa da dal dalla degli dei del della delle di dopo dove e è era essere fa fare gli grazie ha
hai hanno ho i il in io la le lei li lo loro lui ma me meno mi mia mio molto nel nella no noi
non o ogni per perché però più poi qualche quando quanto quello questa questo qui sarà se sei
senza si sia solo sono sta sto su sul tra tu tutti tutto un una uno va voi
"""
_DUTCH = """
aan al alles als altijd ben bij daar dan dat de der deze die dit doen door dus een en er geen
goed had heb hebben heeft hem het hier hij hoe hun ik in is ja je jij kan maar me mee meer men
met mij mijn moet na naar nee niet niets nog nu of om omdat ook op over te toch toen tot u uit
van veel voor want waren was wat we wel wie wij wil worden wordt zal ze zich zij zijn zo zou
dank
"""
_POLISH = """
a ale bardzo bez bo być był była było by chyba ci co coś czy dla do dobrze dzięki go i ich ile
im inne ja jak jako jest jestem już jego jej kiedy kto która które który lub ma mam mi mnie może
moje można mu na nad nam nas nawet nic nie niż no o od on ona one oni oraz po pod przed przez
przy są się tak także tam te tego tej ten teraz też to tu tutaj ty tylko tym w we więc wszystko
z za że żeby cześć
"""
_TURKISH = """
ama ben bence beni benim bir biraz biri biz bize bu bunu çok da daha de değil diye en evet gibi
hem hep her hiç için ile ise iyi kadar ki kim mi mı mu mü nasıl ne neden niye o olan olarak oldu
olur ona onlar onu sen seni siz sonra şey şimdi şu tamam tüm var ve veya ya yok yani
"""
_RUSSIAN = """
а без бы был была было быть в вам вас весь во вот все всё вы где да даже для до его ее её если
есть еще ещё же за и из или им их к как какой когда кто ли меня мне может мы на над надо нас не
него нет ни но ну о об он она они оно от очень по под потом почему при про просто раз с сам себя
сейчас со спасибо так такой там тебя тем то тоже только тут ты у уже хорошо чего чем что чтобы
это этого этот я привет
"""

_LANGUAGES = (
    _ENGLISH,
    _SPANISH,
    _PORTUGUESE,
    _FRENCH,
    _GERMAN,
    _ITALIAN,
    _DUTCH,
    _POLISH,
    _TURKISH,
    _RUSSIAN,
)
STOP_WORDS: Final = frozenset(word for words in _LANGUAGES for word in words.split())
