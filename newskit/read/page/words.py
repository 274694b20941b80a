"""Words that tell what a line of a page is for, in the languages of news sites.

Each class is a count in the features of a line: credits end captions, menu words make junk, roles stand in bylines.
"""

from __future__ import annotations

import re

__all__ = ["CLASSES", "CLASS_NAMES", "FUNCTION_WORDS", "TOKEN", "is_english"]

TOKEN = re.compile(r"[^\W_]+|[©\n]")

_CREDIT = """
foto fotos photo photos photograph photographs image images bild bilder bildrechte credit credits quelle getty reuters
afp epa dpa apa ap imago shutterstock istock alamy illustration picture pictures video alliance kredit archiv archivbild
archivfoto file instagram fotoğraf fotografía imagen imagens zvg ntb scanpix tt ritzau tass anadolu efe ansa bloomberg
zuma wikimedia flickr unsplash pixabay symbolbild screenshot grafik symbolfoto © 写真 ljósmynd snímek courtesy handout
yonhap xinhua pool 사진 제공 연합뉴스 撮影 提供 فوتو تصویر صورة фото фотография kuva fotografie source
"""
_MENU = """
share facebook twitter whatsapp newsletter newsletters subscribe subscription sign login log menu menü copy email mail
comment comments kommentar kommentare cookie cookies teilen merken drucken abo abonnieren anmelden registrieren read
more mehr lesen weiter weiterlesen follow folgen download app podcast podcasts print artikel privacy datenschutz
impressum copyright rights terms contact kontakt related watch advertisement anzeige werbung annonce click also auch
lire leer compartir partager delen del dela jetzt here hier startseite home live top latest trending popular recommended
weitere themen thema topics tags redaktion link messenger telegram reddit linkedin pinterest xing flipboard bluesky
threads save bookmark gift listen vorlesen anhören öffnen schließen close search suche skip navigation advert sponsored
promoted meistgelesen nachrichten news politik sport kultur wirtschaft mest läs les lees läst leia leggi čtěte oku
haberler paylaş abone suscríbete inscrivez account konto shop jobs faq help hilfe agb careers about us press werben
media pubblicità condividi iscriviti join support donate settings accept agree unsubscribe accessibility edition shares
likes 구독 공유 댓글 로그인 회원가입 닫기 메뉴 검색 무단 재배포 금지 저작권자 기사 관련 인기 많이 본 확대 보기 복사 인쇄
스크랩 シェア ログイン 会員登録 関連記事 ランキング 印刷 メニュー 分享 登录 订阅 评论 相关 打印
подписаться поделиться комментарии читайте также مشاركة اشترك تعليقات साझा
"""
_UPDATED = """
updated update updates aktualisiert aktualisierung modified modifié oppdatert uppdaterad opdateret güncelleme
güncellenme 更新 actualizado actualizada atualizado aggiornato bearbeitet edited geändert aktualizováno atnaujinta
revised sist stand 수정 업데이트 修正 обновлено diperbarui päivitetty zaktualizowano bijgewerkt
"""
_PUBLISHED = """
published posted publié publiée publiert publicerad publisert veröffentlicht erstellt erschienen created yayın
yayınlanma giriş pubblicato offentliggjort publicado publicada date datum 公開 입력 등록 승인 게재 issued udgivet vydáno
paskelbta 掲載 配信 发布 发表 опубликовано diterbitkan julkaistu opublikowano gepubliceerd premiered
"""
_TIME = """
uhr min mins minutes minute minuten hour hours ago stunden days day weeks lesezeit am pm gmt est edt utc ist bst mez kst
jst vor h lesedauer minuter menit jam heures hace horas minutos timer siden tuntia önce saat назад часа 분 시간 전
"""
_ROLE = """
reporter reporters editor correspondent correspondents korrespondent korrespondentin redakteur redakteurin redaktion
journalist journalistin autor autorin author staff writer writers columnist chief senior deputy political business
editorial team volontär volontärin chefredakteur redacción corresponsal enviado especial inviato 記者 기자 특파원
논설위원 redaktör reportero journaliste giornalista contributor correspondant envoyé toimittaja muhabir корреспондент
"""
_FUNCTION = """
the a an of and to in is was that for on with as it at by from be are this has have had he his her they said not but who
der die das und zu den von ist mit dem auf für ein eine nicht sich des im es auch als hat war wie sie er bei
la le les de et en un une que qui est dans pour pas du au el los las y se por con una no del su al lo
il di che per non è da della e i o nel ha do em um uma não os ao
och det som är av på inte ett att den för med og til er har ikke på de het een van niet op zijn met
ve bir bu için da de na je se že v s ne ir kad og að í á ja on ei se että
yang dan di ini itu untuk dengan и в на не что с по как это к из
"""
_NOTICE = """
cookie cookies consent consents privacy vendors partners personal data opt browser website websites tracking preferences
datenschutz datenschutzerklärung einwilligung einwilligen daten verarbeiten nutzer personenbezogene dsgvo widerrufen
rgpd données confidentialité datos privacidad consentimiento privacy dati trattamento personuppgifter personvern
unsubscribe newsletter newsletters inbox briefing signup enter email subscribers subscriber subscription register
registered abonnenten abonnés suscriptores
comment comments commenting commenters kommentar kommentare kommentieren kommentarfunktion leserkommentare reply report
antworten melden moderated moderators guidelines netiquette terms conditions gdpr recaptcha javascript enable
copyright reserved reproduction reproduced disclaimer licence license affiliate commission advertising advertisers
無断転載 会員限定 利用規約 個人情報 会員 購読 公式サイト 개인정보 이용약관 저작권 版权所有 未经
"""
CLASS_NAMES = ("credit", "menu", "updated", "published", "time", "role", "function", "notice")
CLASSES: dict[str, int] = {}
for _bit, _words in enumerate((_CREDIT, _MENU, _UPDATED, _PUBLISHED, _TIME, _ROLE, _FUNCTION, _NOTICE)):
    for _word in _words.split():
        CLASSES[_word] = CLASSES.get(_word, 0) | 1 << _bit
FUNCTION_WORDS = frozenset(_FUNCTION.split())
# English function words that no other language of news pages shares.
_ENGLISH = frozenset(
    "the of and to that for with from are this have has had his they which their will been were".split()
)
_ENGLISH_SHARE = 0.05
_SAMPLE = 3000


def is_english(lines: list[str]) -> bool:
    """Whether a page is in English, told by its function words: a model of languages takes a second to load."""
    words = TOKEN.findall(" ".join(lines)[:_SAMPLE].lower())
    return sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words)
