<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutSong</name>
    <message>
        <source>About this song</source>
        <translation>Acerca de esta canción</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Álbum</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Año</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Género</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>Listened to</source>
        <translation>Escuchada</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>&amp;Copy the path</source>
        <translation>&amp;Copiar la ruta</translation>
    </message>
    <message>
        <source>&amp;Show in its folder</source>
        <translation>&amp;Mostrar en su carpeta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>It could not be analysed: {reason}. It is tried again once it changes.</source>
        <translation>No se ha podido analizar: {reason}. Se volverá a intentar cuando cambie.</translation>
    </message>
    <message>
        <source>All of it; its loudness is {loudness} LUFS.</source>
        <translation>Entera; su sonoridad es de {loudness} LUFS.</translation>
    </message>
    <message>
        <source>All of it.</source>
        <translation>Entera.</translation>
    </message>
    <message>
        <source>Ten places of it so far; all of it comes later.</source>
        <translation>Diez pasajes por ahora; el resto vendrá después.</translation>
    </message>
    <message>
        <source>Not yet; its turn comes with the scan.</source>
        <translation>Todavía no; le llegará el turno con la exploración.</translation>
    </message>
    <message>
        <source>Not yet; it is in none of your music folders.</source>
        <translation>Todavía no; no está en ninguna de tus carpetas de música.</translation>
    </message>
</context>
<context>
    <name>BrowsePane</name>
    <message>
        <source>Deej knows none of your music yet.</source>
        <translation>Deej todavía no conoce nada de tu música.</translation>
    </message>
    <message>
        <source>Choose your music folders…</source>
        <translation>Elegir tus carpetas de música…</translation>
    </message>
    <message>
        <source>Nothing in your music is called “{words}”, or nearly so.</source>
        <translation>Nada en tu música se llama «{words}» ni se le parece.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Mostrar todo</translation>
    </message>
    <message>
        <source>No song fits all of that.</source>
        <translation>Ninguna canción cumple todo eso.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probar de nuevo</translation>
    </message>
    <message>
        <source>Show its folders</source>
        <translation>Mostrar sus carpetas</translation>
    </message>
    <message>
        <source>Show all its songs</source>
        <translation>Mostrar todas sus canciones</translation>
    </message>
    <message>
        <source>New playlist</source>
        <translation>Lista nueva</translation>
    </message>
</context>
<context>
    <name>CarScreen</name>
    <message>
        <source>Something else</source>
        <translation>Otra cosa</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>More of this</source>
        <translation>Más de esto</translation>
    </message>
    <message>
        <source>Leave the car screen</source>
        <translation>Salir de la pantalla del coche</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Nothing plays</source>
        <translation>No suena nada</translation>
    </message>
</context>
<context>
    <name>ChosenBar</name>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Playlist…</source>
        <translation>Lista…</translation>
    </message>
    <message>
        <source>Let all stand out again</source>
        <translation>Volver a destacar todo</translation>
    </message>
</context>
<context>
    <name>ColouringButton</name>
    <message>
        <source>Colours tell: {what}</source>
        <translation>Los colores indican: {what}</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Género</translation>
    </message>
    <message>
        <source>Decade</source>
        <translation>Década</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Lands</source>
        <translation>Regiones</translation>
    </message>
</context>
<context>
    <name>CoverView</name>
    <message>
        <source>Cover of {name}</source>
        <translation>Portada de {name}</translation>
    </message>
</context>
<context>
    <name>DjPage</name>
    <message>
        <source>Variety</source>
        <translation>Variedad</translation>
    </message>
    <message>
        <source>May come again</source>
        <translation>Puede repetirse</translation>
    </message>
    <message>
        <source>For 3 hours</source>
        <translation>Durante 3 horas</translation>
    </message>
    <message>
        <source>For 12 hours</source>
        <translation>Durante 12 horas</translation>
    </message>
    <message>
        <source>For a day</source>
        <translation>Durante un día</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Durante una semana</translation>
    </message>
    <message>
        <source>For a month</source>
        <translation>Durante un mes</translation>
    </message>
    <message>
        <source>Leave out what was heard lately</source>
        <translation>Dejar fuera lo oído hace poco</translation>
    </message>
    <message>
        <source>Counts from one evening to the next. Within an evening no song comes twice.</source>
        <translation>Cuenta de una velada a la siguiente. En una misma velada ninguna canción suena dos veces.</translation>
    </message>
    <message>
        <source>Songs between two by the same artist</source>
        <translation>Canciones entre dos del mismo artista</translation>
    </message>
    <message>
        <source>Songs between two of the same album</source>
        <translation>Canciones entre dos del mismo álbum</translation>
    </message>
    <message>
        <source>One recording of a song is enough</source>
        <translation>Basta una grabación de cada canción</translation>
    </message>
    <message>
        <source>Live, remastered and best-of versions count as the same song.</source>
        <translation>Las versiones en directo, remasterizadas y de recopilatorios cuentan como la misma canción.</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Lo que se deja fuera</translation>
    </message>
    <message>
        <source>Over {count} minutes</source>
        <translation>De más de {count} minutos</translation>
    </message>
    <message>
        <source>Nothing for its length</source>
        <translation>Nada por su duración</translation>
    </message>
    <message>
        <source>Long recordings</source>
        <translation>Grabaciones largas</translation>
    </message>
    <message>
        <source>Mixes and audiobooks. They are played when you ask for them.</source>
        <translation>Sesiones y audiolibros. Suenan cuando los pides.</translation>
    </message>
    <message>
        <source>Leave out what lasts under half a minute</source>
        <translation>Dejar fuera lo que dura menos de medio minuto</translation>
    </message>
    <message>
        <source>Skits and jingles. They come when you begin with one, or ask for them.</source>
        <translation>Interludios y sintonías. Suenan si empiezas con una o las pides.</translation>
    </message>
    <message>
        <source>Christmas music in December only</source>
        <translation>Música navideña solo en diciembre</translation>
    </message>
    <message>
        <source>Told by title, album and genre, in several languages.</source>
        <translation>Se reconoce por título, álbum y género, en varios idiomas.</translation>
    </message>
    <message>
        <source>When nothing fits</source>
        <translation>Cuando nada encaja</translation>
    </message>
    <message>
        <source>These rules give way one after the other, and the song says which one did.</source>
        <translation>Estas reglas ceden una tras otra, y la canción dice cuál ha cedido.</translation>
    </message>
    <message>
        <source>Audiobook, Podcast</source>
        <translation>Audiolibro, Podcast</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>Géneros</translation>
    </message>
    <message>
        <source>Never chosen; separated by commas.</source>
        <translation>Nunca se eligen; sepáralos con comas.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Carpetas</translation>
    </message>
    <message>
        <source>Nothing in them is chosen. It is played when you ask for it.</source>
        <translation>No se elige nada de ellas. Suena cuando lo pides.</translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation>como venga</translation>
    </message>
    <message>
        <source>1 song</source>
        <translation>1 canción</translation>
    </message>
    <message>
        <source>{count} songs</source>
        <translation>{count} canciones</translation>
    </message>
</context>
<context>
    <name>DrunkKnob</name>
    <message>
        <source>&amp;Drunk</source>
        <translation>&amp;Ebrio</translation>
    </message>
    <message>
        <source>sober: always the closest song</source>
        <translation>sobrio: siempre la canción más cercana</translation>
    </message>
    <message>
        <source>a sip: close songs, not always the same</source>
        <translation>un sorbo: canciones cercanas, no siempre las mismas</translation>
    </message>
    <message>
        <source>tipsy: strays now and then</source>
        <translation>achispado: se desvía de vez en cuando</translation>
    </message>
    <message>
        <source>merry: wanders about</source>
        <translation>alegre: va de un lado a otro</translation>
    </message>
    <message>
        <source>reeling: hardly knows the way</source>
        <translation>tambaleante: apenas sabe el camino</translation>
    </message>
    <message>
        <source>out of its mind: anything goes</source>
        <translation>fuera de sí: vale todo</translation>
    </message>
</context>
<context>
    <name>Equaliser</name>
    <message>
        <source>Shape of the equaliser</source>
        <translation>Forma del ecualizador</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>La tuya</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Plana</translation>
    </message>
    <message>
        <source>More bass</source>
        <translation>Más graves</translation>
    </message>
    <message>
        <source>Less bass</source>
        <translation>Menos graves</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Más brillante</translation>
    </message>
    <message>
        <source>Softer highs</source>
        <translation>Agudos más suaves</translation>
    </message>
    <message>
        <source>Clear voices</source>
        <translation>Voces claras</translation>
    </message>
    <message>
        <source>Late at night</source>
        <translation>De madrugada</translation>
    </message>
    <message>
        <source>Small speakers</source>
        <translation>Altavoces pequeños</translation>
    </message>
    <message>
        <source>In the car</source>
        <translation>En el coche</translation>
    </message>
    <message>
        <source>{frequency} Hz</source>
        <translation>{frequency} Hz</translation>
    </message>
</context>
<context>
    <name>ExcerptsMenu</name>
    <message>
        <source>How much of each song</source>
        <translation>Cuánto de cada canción</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Entera</translation>
    </message>
    <message>
        <source>The most typical {count} seconds</source>
        <translation>Los {count} segundos más típicos</translation>
    </message>
</context>
<context>
    <name>Facet</name>
    <message>
        <source>Genre</source>
        <translation>Género</translation>
    </message>
    <message>
        <source>Decade</source>
        <translation>Década</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Artista</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Desconocido</translation>
    </message>
    <message>
        <source>{decade}s</source>
        <translation>Años {decade}</translation>
    </message>
    <message>
        <source>over {minutes} min</source>
        <translation>más de {minutes} min</translation>
    </message>
    <message>
        <source>{first} to {last} min</source>
        <translation>de {first} a {last} min</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Show everything again</source>
        <translation>Mostrar todo otra vez</translation>
    </message>
</context>
<context>
    <name>FacetPopup</name>
    <message>
        <source>Type to find</source>
        <translation>Escribe para buscar</translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message>
        <source>Files that could not be used</source>
        <translation>Archivos que no se han podido usar</translation>
    </message>
    <message>
        <source>Looking them up…</source>
        <translation>Buscándolos…</translation>
    </message>
    <message>
        <source>&amp;Copy the list</source>
        <translation>&amp;Copiar la lista</translation>
    </message>
    <message>
        <source>&amp;Try them again</source>
        <translation>&amp;Probar de nuevo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>These files are left out; everything else is not affected. A file that has been mended is tried again with the next scan.</source>
        <translation>Estos archivos se dejan fuera; a lo demás no le afecta. Un archivo reparado se prueba de nuevo en la próxima exploración.</translation>
    </message>
    <message>
        <source>Every file could be used.</source>
        <translation>Se han podido usar todos los archivos.</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
</context>
<context>
    <name>FailuresPane</name>
    <message>
        <source>Try again</source>
        <translation>Probar de nuevo</translation>
    </message>
    <message>
        <source>Files that could not be used, and why</source>
        <translation>Archivos que no se han podido usar, y por qué</translation>
    </message>
    <message>
        <source>Every file in your folders could be listened to, or is about to be.</source>
        <translation>Deej ha podido escuchar todos los archivos de tus carpetas, o está a punto de hacerlo.</translation>
    </message>
    <message>
        <source>Scan the folders again</source>
        <translation>Explorar de nuevo las carpetas</translation>
    </message>
    <message>
        <source>Still to be listened to: {songs}.</source>
        <translation>Por escuchar todavía: {songs}.</translation>
    </message>
</context>
<context>
    <name>Find</name>
    <message>
        <source>Find a song</source>
        <translation>Buscar una canción</translation>
    </message>
    <message>
        <source>Find a song by title, artist or album</source>
        <translation>Buscar una canción por título, artista o álbum</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Cerrar la búsqueda</translation>
    </message>
    <message>
        <source>Nothing in your music is called “{words}”, or nearly so.</source>
        <translation>Nada en tu música se llama «{words}» ni se le parece.</translation>
    </message>
    <message>
        <source>Type a title, an artist or an album. Typing errors are forgiven.</source>
        <translation>Escribe un título, un artista o un álbum. Se perdonan las erratas.</translation>
    </message>
    <message>
        <source>Enter plays</source>
        <translation>Intro la reproduce</translation>
    </message>
    <message>
        <source>Shift+Enter plays it next</source>
        <translation>Mayús+Intro la pone a continuación</translation>
    </message>
    <message>
        <source>Enter adds it to the journey</source>
        <translation>Intro la añade al viaje</translation>
    </message>
    <message>
        <source>Esc closes</source>
        <translation>Esc cierra</translation>
    </message>
    <message>
        <source>{title} comes next</source>
        <translation>{title} suena a continuación</translation>
    </message>
</context>
<context>
    <name>FoldersDialog</name>
    <message>
        <source>Music folders</source>
        <translation>Carpetas de música</translation>
    </message>
    <message>
        <source>Deej listens to the songs in these folders and in all folders inside them. It changes nothing there.</source>
        <translation>Deej escucha las canciones de estas carpetas y de todas las que hay dentro. No cambia nada en ellas.</translation>
    </message>
    <message>
        <source>&amp;Add a folder…</source>
        <translation>&amp;Añadir una carpeta…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Listen to these</source>
        <translation>Escuchar estas</translation>
    </message>
    <message>
        <source>Choose a folder with music</source>
        <translation>Elige una carpeta con música</translation>
    </message>
</context>
<context>
    <name>GainSlider</name>
    <message>
        <source>{band}: {gain} dB</source>
        <translation>{band}: {gain} dB</translation>
    </message>
</context>
<context>
    <name>Group</name>
    <message>
        <source>No album</source>
        <translation>Sin álbum</translation>
    </message>
    <message>
        <source>Unknown artist</source>
        <translation>Artista desconocido</translation>
    </message>
    <message>
        <source>No genre</source>
        <translation>Sin género</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>1 song</source>
        <translation>1 canción</translation>
    </message>
    <message>
        <source>{count} songs</source>
        <translation>{count} canciones</translation>
    </message>
    <message>
        <source>1 album</source>
        <translation>1 álbum</translation>
    </message>
    <message>
        <source>{count} albums</source>
        <translation>{count} álbumes</translation>
    </message>
</context>
<context>
    <name>GroupHeader</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Play the most typical of it, and keep close to all of it</source>
        <translation>Empezar por lo más típico y seguir cerca de todo ello</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Places</source>
        <translation>Lugares</translation>
    </message>
    <message>
        <source>Find a song</source>
        <translation>Buscar una canción</translation>
    </message>
    <message>
        <source>Music folders</source>
        <translation>Carpetas de música</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Listen to the room</source>
        <translation>Escuchar la sala</translation>
    </message>
    <message>
        <source>The microphone is on: stop listening</source>
        <translation>El micrófono está encendido: dejar de escuchar</translation>
    </message>
    <message>
        <source>Play songs…</source>
        <translation>Reproducir canciones…</translation>
    </message>
    <message>
        <source>Find a song…</source>
        <translation>Buscar una canción…</translation>
    </message>
    <message>
        <source>Make a journey…</source>
        <translation>Hacer un viaje…</translation>
    </message>
    <message>
        <source>Music folders…</source>
        <translation>Carpetas de música…</translation>
    </message>
    <message>
        <source>Scan the folders again</source>
        <translation>Explorar de nuevo las carpetas</translation>
    </message>
    <message>
        <source>Files that could not be used…</source>
        <translation>Archivos que no se han podido usar…</translation>
    </message>
    <message>
        <source>Mini player</source>
        <translation>Minirreproductor</translation>
    </message>
    <message>
        <source>Car and party screen</source>
        <translation>Pantalla para coche y fiesta</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Ajustes…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>Past evenings</source>
        <translation>Veladas pasadas</translation>
    </message>
    <message>
        <source>What you play will stand here, evening by evening.</source>
        <translation>Aquí aparecerá lo que escuches, velada a velada.</translation>
    </message>
    <message>
        <source>Surprise me</source>
        <translation>Sorpréndeme</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Drop a song here</source>
        <translation>Suelta aquí una canción</translation>
    </message>
    <message>
        <source>Choose a song…</source>
        <translation>Elegir una canción…</translation>
    </message>
    <message>
        <source>Surprise me</source>
        <translation>Sorpréndeme</translation>
    </message>
    <message>
        <source>Deej begins to listen to your music. You can drop a song already: what follows gets better by the minute.</source>
        <translation>Deej empieza a escuchar tu música. Ya puedes soltar una canción: lo que sigue mejora por minutos.</translation>
    </message>
    <message>
        <source>It plays, whether it is in your music folders or not.</source>
        <translation>Suena, esté o no en tus carpetas de música.</translation>
    </message>
    <message>
        <source>It plays, and Deej goes on with songs that sound like it.</source>
        <translation>Suena, y Deej sigue con canciones que se le parecen.</translation>
    </message>
</context>
<context>
    <name>JourneyDelegate</name>
    <message>
        <source>The largest jump leads here</source>
        <translation>El salto más grande lleva hasta aquí</translation>
    </message>
</context>
<context>
    <name>JourneyEnd</name>
    <message>
        <source>Where the journey ends</source>
        <translation>Dónde acaba el viaje</translation>
    </message>
    <message>
        <source>to the last song</source>
        <translation>hasta la última canción</translation>
    </message>
    <message>
        <source>to something calm</source>
        <translation>hasta algo tranquilo</translation>
    </message>
    <message>
        <source>to something lively</source>
        <translation>hasta algo animado</translation>
    </message>
    <message>
        <source>to something dark</source>
        <translation>hasta algo oscuro</translation>
    </message>
    <message>
        <source>to something bright</source>
        <translation>hasta algo brillante</translation>
    </message>
</context>
<context>
    <name>JourneyLength</name>
    <message>
        <source>Length of the journey</source>
        <translation>Duración del viaje</translation>
    </message>
    <message>
        <source>Time to arrive at</source>
        <translation>Hora de llegada</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>Más corto</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>Más largo</translation>
    </message>
    <message>
        <source>songs between</source>
        <translation>canciones en medio</translation>
    </message>
    <message>
        <source>minutes in all</source>
        <translation>minutos en total</translation>
    </message>
    <message>
        <source>is when to arrive</source>
        <translation>es la hora de llegada</translation>
    </message>
    <message>
        <source>What the length counts</source>
        <translation>Lo que cuenta la duración</translation>
    </message>
</context>
<context>
    <name>JourneyModel</name>
    <message>
        <source>waypoint</source>
        <translation>etapa</translation>
    </message>
    <message>
        <source>on the way</source>
        <translation>de camino</translation>
    </message>
</context>
<context>
    <name>JourneyPanel</name>
    <message>
        <source>Find a song…</source>
        <translation>Buscar una canción…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Guardar…</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Viaje</translation>
    </message>
    <message>
        <source>Find a song to pass</source>
        <translation>Buscar una canción por la que pasar</translation>
    </message>
    <message>
        <source>Close the journey</source>
        <translation>Cerrar el viaje</translation>
    </message>
    <message>
        <source>{count} songs</source>
        <translation>{count} canciones</translation>
    </message>
    <message>
        <source>Looking for the way…</source>
        <translation>Buscando el camino…</translation>
    </message>
    <message>
        <source>Drop or find the song to go to, and any to pass on the way.</source>
        <translation>Suelta o busca la canción a la que ir, y las que quieras por el camino.</translation>
    </message>
    <message>
        <source>Bridge the largest jump with {title}</source>
        <translation>Tender un puente sobre el salto más grande con {title}</translation>
    </message>
</context>
<context>
    <name>JourneySaving</name>
    <message>
        <source>Keep among the playlists…</source>
        <translation>Guardar entre las listas…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Guardar como archivo…</translation>
    </message>
    <message>
        <source>From {first} to {last}</source>
        <translation>De {first} a {last}</translation>
    </message>
    <message>
        <source>Keep the journey</source>
        <translation>Guardar el viaje</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Guardado como {name}.</translation>
    </message>
</context>
<context>
    <name>JourneyView</name>
    <message>
        <source>The journey: waypoints, and what lies between them</source>
        <translation>El viaje: las etapas y lo que hay entre ellas</translation>
    </message>
    <message>
        <source>Drop the songs here that the journey shall pass, or find them by name.</source>
        <translation>Suelta aquí las canciones por las que ha de pasar el viaje, o búscalas por su nombre.</translation>
    </message>
    <message>
        <source>Find a song…</source>
        <translation>Buscar una canción…</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supr</translation>
    </message>
</context>
<context>
    <name>KeepOnKnob</name>
    <message>
        <source>&amp;Keep on</source>
        <translation>&amp;Continuidad</translation>
    </message>
    <message>
        <source>follows the whole session</source>
        <translation>sigue toda la sesión</translation>
    </message>
    <message>
        <source>follows this song alone</source>
        <translation>sigue solo a esta canción</translation>
    </message>
    <message>
        <source>follows the last {count} songs</source>
        <translation>sigue las últimas {count} canciones</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>No keys</source>
        <translation>Sin teclas</translation>
    </message>
    <message>
        <source>Press keys…</source>
        <translation>Pulsa las teclas…</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>Teclas habituales</translation>
    </message>
    <message>
        <source>Go back to the usual keys</source>
        <translation>Volver a las teclas habituales</translation>
    </message>
    <message>
        <source>Had been the keys of “{command}”, which has none now.</source>
        <translation>Eran las teclas de «{command}», que ahora no tiene ninguna.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Unknown</source>
        <translation>Desconocido</translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation>{count} más</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level of the microphone</source>
        <translation>Nivel del micrófono</translation>
    </message>
</context>
<context>
    <name>LibraryPlace</name>
    <message>
        <source>Ways to look at the library</source>
        <translation>Maneras de ver la biblioteca</translation>
    </message>
    <message>
        <source>{title} is in none of your music folders.</source>
        <translation>{title} no está en ninguna de tus carpetas de música.</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Canciones</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Álbumes</translation>
    </message>
    <message>
        <source>Artists</source>
        <translation>Artistas</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>Géneros</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Carpetas</translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Not analysed</source>
        <translation>Sin analizar</translation>
    </message>
</context>
<context>
    <name>ListeningPage</name>
    <message>
        <source>Your music</source>
        <translation>Tu música</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Music folders</source>
        <translation>Carpetas de música</translation>
    </message>
    <message>
        <source>Deej listens to what is in them, and follows what comes and goes there.</source>
        <translation>Deej escucha lo que hay en ellas y sigue lo que llega y lo que se va.</translation>
    </message>
    <message>
        <source>What counts as alike</source>
        <translation>Qué cuenta como parecido</translation>
    </message>
    <message>
        <source>Genre or feel</source>
        <translation>Género o sensación</translation>
    </message>
    <message>
        <source>Towards genre, what a song keeps coming back to counts most; towards feel, every moment of it counts alike. Your music is compared anew, in the background.</source>
        <translation>Hacia el género cuenta más aquello a lo que una canción vuelve una y otra vez; hacia la sensación, cada momento cuenta igual. Tu música se compara de nuevo en segundo plano.</translation>
    </message>
    <message>
        <source>The ear</source>
        <translation>El oído</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Codificador</translation>
    </message>
    <message>
        <source>Your own ear</source>
        <translation>Tu propio oído</translation>
    </message>
    <message>
        <source>Deej learns from your albums, artists, genres, playlists and history what belongs together, and keeps what it learned only if albums it did not learn from say that it hears better so. Nothing is decoded again.</source>
        <translation>Deej aprende de tus álbumes, artistas, géneros, listas e historial qué va junto, y conserva lo aprendido solo si álbumes de los que no aprendió dicen que así oye mejor. No se vuelve a decodificar nada.</translation>
    </message>
    <message>
        <source>On the move</source>
        <translation>En movimiento</translation>
    </message>
    <message>
        <source>As on the mains</source>
        <translation>Como con corriente</translation>
    </message>
    <message>
        <source>A first, quick time only</source>
        <translation>Solo una primera vez, rápida</translation>
    </message>
    <message>
        <source>Only to what you play</source>
        <translation>Solo lo que suena</translation>
    </message>
    <message>
        <source>Listening on battery</source>
        <translation>Escucha con batería</translation>
    </message>
    <message>
        <source>The rest waits until your computer is on the mains again.</source>
        <translation>Lo demás espera a que tu ordenador vuelva a tener corriente.</translation>
    </message>
    <message>
        <source>{new} listens to your music first, in the background; then it takes over while the music plays on. Until then {old} goes on.</source>
        <translation>{new} escucha primero tu música, en segundo plano; luego toma el relevo sin que la música pare. Hasta entonces sigue {old}.</translation>
    </message>
    <message>
        <source>The network that hears five seconds of music and says what they sound like. Another one hears otherwise, and keeps what it heard apart; “deej encoders add” fetches some.</source>
        <translation>La red que oye cinco segundos de música y dice cómo suenan. Otra oye de otro modo y guarda aparte lo que oye; «deej encoders add» trae algunas.</translation>
    </message>
    <message>
        <source>as the encoder likes</source>
        <translation>como prefiera el codificador</translation>
    </message>
    <message>
        <source>feel</source>
        <translation>sensación</translation>
    </message>
    <message>
        <source>genre</source>
        <translation>género</translation>
    </message>
    <message>
        <source>more feel</source>
        <translation>más sensación</translation>
    </message>
    <message>
        <source>more genre</source>
        <translation>más género</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light and dark</source>
        <translation>Claro y oscuro</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>On top of the system&apos;s own.</source>
        <translation>Además del que tenga el sistema.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Menos movimiento</translation>
    </message>
    <message>
        <source>Nothing slides or fades. What the system says is heeded in any case.</source>
        <translation>Nada se desliza ni se desvanece. Lo que diga el sistema se respeta siempre.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>On the desktop</source>
        <translation>En el escritorio</translation>
    </message>
    <message>
        <source>While Deej is in the background</source>
        <translation>Mientras Deej está en segundo plano</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Siempre</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>Tell of a new song</source>
        <translation>Avisar de cada canción nueva</translation>
    </message>
    <message>
        <source>As a note of your desktop.</source>
        <translation>Con una notificación del escritorio.</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>Seguir en la bandeja</translation>
    </message>
    <message>
        <source>Closing the window leaves the music playing.</source>
        <translation>Al cerrar la ventana la música sigue sonando.</translation>
    </message>
    <message>
        <source>This desktop shows no tray, so closing the window ends Deej.</source>
        <translation>Este escritorio no muestra ninguna bandeja, así que cerrar la ventana termina Deej.</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>Map of your music</source>
        <translation>Mapa de tu música</translation>
    </message>
</context>
<context>
    <name>MapPlace</name>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Fly: drag to move, click to play</source>
        <translation>Volar: arrastra para moverte, haz clic para reproducir</translation>
    </message>
    <message>
        <source>Lasso: circle songs for a radio or a playlist</source>
        <translation>Lazo: rodea canciones para una radio o una lista</translation>
    </message>
    <message>
        <source>Line: draw the way of a journey</source>
        <translation>Línea: dibuja el camino de un viaje</translation>
    </message>
    <message>
        <source>Look from further away</source>
        <translation>Mirar desde más lejos</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Mirar más de cerca</translation>
    </message>
    <message>
        <source>Show all of the map</source>
        <translation>Mostrar todo el mapa</translation>
    </message>
    <message>
        <source>Drawing the map: {share} %</source>
        <translation>Dibujando el mapa: {share} %</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probar de nuevo</translation>
    </message>
    <message>
        <source>Deej is drawing the map of your music.</source>
        <translation>Deej está dibujando el mapa de tu música.</translation>
    </message>
    <message>
        <source>A map needs at least five songs that Deej has listened to.</source>
        <translation>Un mapa necesita al menos cinco canciones que Deej haya escuchado.</translation>
    </message>
    <message>
        <source>Choose your music folders…</source>
        <translation>Elegir tus carpetas de música…</translation>
    </message>
    <message>
        <source>The map is drawn as soon as Deej has listened a little.</source>
        <translation>El mapa se dibuja en cuanto Deej haya escuchado un poco.</translation>
    </message>
    <message>
        <source>a part of the map</source>
        <translation>una parte del mapa</translation>
    </message>
    <message>
        <source>New playlist</source>
        <translation>Lista nueva</translation>
    </message>
</context>
<context>
    <name>MiniPlayer</name>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>Canción siguiente</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Más como esta</translation>
    </message>
    <message>
        <source>The whole window</source>
        <translation>La ventana completa</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Nothing plays</source>
        <translation>No suena nada</translation>
    </message>
    <message>
        <source>Stops after this song</source>
        <translation>Para tras esta canción</translation>
    </message>
    <message>
        <source>Next: {title}</source>
        <translation>Después: {title}</translation>
    </message>
</context>
<context>
    <name>MixDialog</name>
    <message>
        <source>One sound file</source>
        <translation>Un solo archivo de sonido</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Stop writing the sound file? What is written of it is thrown away.</source>
        <translation>¿Dejar de escribir el archivo de sonido? Lo que ya está escrito se descarta.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
</context>
<context>
    <name>MoodChips</name>
    <message>
        <source>Leave it, and go wherever the music leads</source>
        <translation>Dejarla e ir adonde lleve la música</translation>
    </message>
    <message>
        <source>Play whole songs again</source>
        <translation>Volver a las canciones enteras</translation>
    </message>
    <message>
        <source>Close to {name}</source>
        <translation>Cerca de {name}</translation>
    </message>
    <message>
        <source>{count} seconds of each</source>
        <translation>{count} segundos de cada una</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
</context>
<context>
    <name>PathModel</name>
    <message>
        <source>played before</source>
        <translation>ya ha sonado</translation>
    </message>
    <message>
        <source>playing now</source>
        <translation>suena ahora</translation>
    </message>
    <message>
        <source>comes next</source>
        <translation>sonará después</translation>
    </message>
</context>
<context>
    <name>PathView</name>
    <message>
        <source>The path: played, playing, and what comes next</source>
        <translation>El recorrido: lo que ha sonado, lo que suena y lo que viene</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Mayús+Intro</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supr</translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message>
        <source>Playing</source>
        <translation>Sonando</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
</context>
<context>
    <name>PlayingPage</name>
    <message>
        <source>From song to song</source>
        <translation>De canción a canción</translation>
    </message>
    <message>
        <source>As suits the songs</source>
        <translation>Según las canciones</translation>
    </message>
    <message>
        <source>Cross-fade</source>
        <translation>Fundido</translation>
    </message>
    <message>
        <source>How long one song is heard into the next. Songs of an album that follow each other are never faded.</source>
        <translation>Cuánto tiempo suena una canción sobre la siguiente. Las canciones de un álbum que van seguidas nunca se funden.</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Volumen sonoro</translation>
    </message>
    <message>
        <source>By song, by album within one</source>
        <translation>Por canción o por álbum</translation>
    </message>
    <message>
        <source>Every song alike</source>
        <translation>Todas las canciones por igual</translation>
    </message>
    <message>
        <source>Every album alike</source>
        <translation>Todos los álbumes por igual</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Como se grabó</translation>
    </message>
    <message>
        <source>Same loudness</source>
        <translation>Mismo volumen</translation>
    </message>
    <message>
        <source>Quiet and loud recordings are brought together, by their tags or by what Deej measured. Nothing is made to clip.</source>
        <translation>Las grabaciones suaves y fuertes se igualan según sus etiquetas o según lo que ha medido Deej. Nada llega a saturar.</translation>
    </message>
    <message>
        <source>Louder or softer overall</source>
        <translation>Más fuerte o más suave en conjunto</translation>
    </message>
    <message>
        <source>Added to what levelling does.</source>
        <translation>Se suma a la nivelación.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sonido</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Where music is heard. A change acts at once.</source>
        <translation>Dónde se oye la música. El cambio es inmediato.</translation>
    </message>
    <message>
        <source>Equaliser</source>
        <translation>Ecualizador</translation>
    </message>
    <message>
        <source>Ten bands from the deepest to the highest tones; a double click flattens one.</source>
        <translation>Diez bandas, de los tonos más graves a los más agudos; un doble clic aplana una.</translation>
    </message>
    <message>
        <source>{name} (not there now)</source>
        <translation>{name} (ahora no está)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 segundo</translation>
    </message>
    <message>
        <source>{count} seconds</source>
        <translation>{count} segundos</translation>
    </message>
    <message>
        <source>{gain} dB</source>
        <translation>{gain} dB</translation>
    </message>
</context>
<context>
    <name>PlaylistEdits</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>PlaylistSongs</name>
    <message>
        <source>{songs} taken out of {name}</source>
        <translation>{songs} fuera de {name}</translation>
    </message>
    <message>
        <source>{songs} added to {name}</source>
        <translation>{songs} en {name}</translation>
    </message>
    <message>
        <source>{name} has another order now</source>
        <translation>{name} tiene ahora otro orden</translation>
    </message>
</context>
<context>
    <name>PlaylistsPane</name>
    <message>
        <source>Playlists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Change the journey…</source>
        <translation>Cambiar el viaje…</translation>
    </message>
    <message>
        <source>Play now</source>
        <translation>Reproducir ahora</translation>
    </message>
    <message>
        <source>Radio from this</source>
        <translation>Radio a partir de esto</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Cambiar el nombre…</translation>
    </message>
    <message>
        <source>Put in a smoother order</source>
        <translation>Poner en un orden más suave</translation>
    </message>
    <message>
        <source>Add ten songs that follow well</source>
        <translation>Añadir diez canciones que siguen bien</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Guardar como archivo…</translation>
    </message>
    <message>
        <source>Render as one sound file…</source>
        <translation>Guardar como un solo archivo de sonido…</translation>
    </message>
    <message>
        <source>Import a playlist…</source>
        <translation>Importar una lista…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>No playlists yet: add songs to one from their menu, or save a journey.</source>
        <translation>Todavía no hay listas: añade canciones a una desde su menú, o guarda un viaje.</translation>
    </message>
    <message>
        <source>Rename the playlist</source>
        <translation>Cambiar el nombre de la lista</translation>
    </message>
    <message>
        <source>{name} is longer now</source>
        <translation>{name} es ahora más larga</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Viaje</translation>
    </message>
</context>
<context>
    <name>PositionBar</name>
    <message>
        <source>Position in the song</source>
        <translation>Posición en la canción</translation>
    </message>
</context>
<context>
    <name>ProposalsView</name>
    <message>
        <source>Songs that go with the music in the room</source>
        <translation>Canciones que van con la música de la sala</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Songs that were found</source>
        <translation>Canciones encontradas</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Mayús+Intro</translation>
    </message>
</context>
<context>
    <name>RoomPanel</name>
    <message>
        <source>Which microphone listens</source>
        <translation>Qué micrófono escucha</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>Lo que puede seguir</translation>
    </message>
    <message>
        <source>What goes with it</source>
        <translation>Lo que va con ello</translation>
    </message>
    <message>
        <source>Take over when the music ends</source>
        <translation>Tomar el relevo cuando acabe la música</translation>
    </message>
    <message>
        <source>Take over now</source>
        <translation>Tomar el relevo ahora</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>Dejar de escuchar</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Escuchar</translation>
    </message>
    <message>
        <source>In the room</source>
        <translation>En la sala</translation>
    </message>
    <message>
        <source>Stop listening and close</source>
        <translation>Dejar de escuchar y cerrar</translation>
    </message>
    <message>
        <source>The microphone is off</source>
        <translation>El micrófono está apagado</translation>
    </message>
    <message>
        <source>This is {title}</source>
        <translation>Esto es {title}</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>Escuchando…</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Música</translation>
    </message>
    <message>
        <source>Somebody is speaking</source>
        <translation>Alguien está hablando</translation>
    </message>
    <message>
        <source>Only noise</source>
        <translation>Solo ruido</translation>
    </message>
    <message>
        <source>It is quiet</source>
        <translation>Hay silencio</translation>
    </message>
    <message>
        <source>Nothing that it hears is ever kept.</source>
        <translation>Nada de lo que oye se guarda nunca.</translation>
    </message>
    <message>
        <source>The music has ended; Deej takes over in a moment.</source>
        <translation>La música ha terminado; Deej toma el relevo en un momento.</translation>
    </message>
    <message>
        <source>now at {place}</source>
        <translation>ahora en {place}</translation>
    </message>
    <message>
        <source>One more second until something can be said.</source>
        <translation>Un segundo más hasta poder decir algo.</translation>
    </message>
    <message>
        <source>{seconds} more seconds until something can be said.</source>
        <translation>{seconds} segundos más hasta poder decir algo.</translation>
    </message>
    <message>
        <source>Getting ready to tell what is heard…</source>
        <translation>Preparándose para decir qué se oye…</translation>
    </message>
    <message>
        <source>Not recognised as a song of yours so far.</source>
        <translation>De momento no se reconoce como una canción tuya.</translation>
    </message>
    <message>
        <source>Play some music, and Deej proposes what goes with it.</source>
        <translation>Pon algo de música y Deej propondrá lo que va con ella.</translation>
    </message>
    <message>
        <source>The system&apos;s microphone</source>
        <translation>El micrófono del sistema</translation>
    </message>
</context>
<context>
    <name>RowAction</name>
    <message>
        <source>Take back: more like this</source>
        <translation>Retirar: más como esta</translation>
    </message>
    <message>
        <source>Take back: less of this</source>
        <translation>Retirar: menos de esto</translation>
    </message>
    <message>
        <source>Leave it to the knobs again</source>
        <translation>Volver a dejarla a los mandos</translation>
    </message>
    <message>
        <source>Play now</source>
        <translation>Reproducir ahora</translation>
    </message>
    <message>
        <source>Play next</source>
        <translation>Reproducir a continuación</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Más como esta</translation>
    </message>
    <message>
        <source>Less of this</source>
        <translation>Menos de esto</translation>
    </message>
    <message>
        <source>Keep, whatever the knobs do</source>
        <translation>Conservar, hagan lo que hagan los mandos</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Make it a waypoint</source>
        <translation>Convertirla en etapa</translation>
    </message>
</context>
<context>
    <name>ScanStatus</name>
    <message>
        <source>Stop listening to the music</source>
        <translation>Dejar de escuchar la música</translation>
    </message>
    <message>
        <source>Go on listening to the music</source>
        <translation>Seguir escuchando la música</translation>
    </message>
    <message>
        <source>Listen to the music later</source>
        <translation>Escuchar la música más tarde</translation>
    </message>
    <message>
        <source>1 file could not be used</source>
        <translation>1 archivo no se ha podido usar</translation>
    </message>
    <message>
        <source>{count} files could not be used</source>
        <translation>{count} archivos no se han podido usar</translation>
    </message>
    <message>
        <source>Show which and why</source>
        <translation>Mostrar cuáles y por qué</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>1 song</source>
        <translation>1 canción</translation>
    </message>
    <message>
        <source>{count} songs</source>
        <translation>{count} canciones</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Search your music</source>
        <translation>Busca en tu música</translation>
    </message>
    <message>
        <source>Search by title, artist, album or genre</source>
        <translation>Buscar por título, artista, álbum o género</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Borrar la búsqueda</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>Secciones de los ajustes</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>Reproducción</translation>
    </message>
    <message>
        <source>The DJ</source>
        <translation>El DJ</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escucha</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
</context>
<context>
    <name>SongAction</name>
    <message>
        <source>Play now</source>
        <translation>Reproducir ahora</translation>
    </message>
    <message>
        <source>Play next</source>
        <translation>Reproducir a continuación</translation>
    </message>
    <message>
        <source>Also like this</source>
        <translation>También como esta</translation>
    </message>
    <message>
        <source>Radio from this</source>
        <translation>Radio a partir de esto</translation>
    </message>
    <message>
        <source>Add to the journey</source>
        <translation>Añadir al viaje</translation>
    </message>
    <message>
        <source>Add to a playlist</source>
        <translation>Añadir a una lista</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>Mostrar en su carpeta</translation>
    </message>
    <message>
        <source>Copy the file and its path</source>
        <translation>Copiar el archivo y su ruta</translation>
    </message>
    <message>
        <source>About this song, and how it was heard…</source>
        <translation>Acerca de esta canción y de cómo se escuchó…</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>New playlist…</source>
        <translation>Lista nueva…</translation>
    </message>
</context>
<context>
    <name>SongActions</name>
    <message>
        <source>{name} is written.</source>
        <translation>{name} se ha guardado.</translation>
    </message>
    <message>
        <source>Only the first {most} of {count} songs are taken.</source>
        <translation>Solo se toman las primeras {most} de {count} canciones.</translation>
    </message>
    <message>
        <source>{title} comes next</source>
        <translation>{title} suena a continuación</translation>
    </message>
    <message>
        <source>The journey passes {title}</source>
        <translation>El viaje pasa por {title}</translation>
    </message>
    <message>
        <source>{title}: copied</source>
        <translation>{title}: copiada</translation>
    </message>
    <message>
        <source>{title} and {count} more</source>
        <translation>{title} y {count} más</translation>
    </message>
    <message>
        <source>1 song added to {name}</source>
        <translation>1 canción añadida a {name}</translation>
    </message>
    <message>
        <source>{count} songs added to {name}</source>
        <translation>{count} canciones añadidas a {name}</translation>
    </message>
    <message>
        <source>{name} is deleted; its songs stay where they are.</source>
        <translation>{name} se ha borrado; sus canciones siguen donde están.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
</context>
<context>
    <name>SongHeadings</name>
    <message>
        <source>Usual columns</source>
        <translation>Columnas habituales</translation>
    </message>
</context>
<context>
    <name>SongsModel</name>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Artista</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Álbum</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Género</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Año</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
</context>
<context>
    <name>SongsPane</name>
    <message>
        <source>New playlist</source>
        <translation>Lista nueva</translation>
    </message>
</context>
<context>
    <name>SongsView</name>
    <message>
        <source>Songs</source>
        <translation>Canciones</translation>
    </message>
</context>
<context>
    <name>SteerButtons</name>
    <message>
        <source>More like this</source>
        <translation>Más como esta</translation>
    </message>
    <message>
        <source>Less of this</source>
        <translation>Menos de esto</translation>
    </message>
</context>
<context>
    <name>SteerChips</name>
    <message>
        <source>Undo: {steer}</source>
        <translation>Deshacer: {steer}</translation>
    </message>
    <message>
        <source>Press to undo</source>
        <translation>Pulsa para deshacer</translation>
    </message>
    <message>
        <source>{count} more that steer</source>
        <translation>{count} más que orientan</translation>
    </message>
    <message>
        <source>more like {title}</source>
        <translation>más como {title}</translation>
    </message>
    <message>
        <source>less of {title}</source>
        <translation>menos de {title}</translation>
    </message>
    <message>
        <source>away from {title}</source>
        <translation>lejos de {title}</translation>
    </message>
</context>
<context>
    <name>Stopping</name>
    <message>
        <source>Stop the music</source>
        <translation>Parar la música</translation>
    </message>
    <message>
        <source>Not by itself</source>
        <translation>No por sí sola</translation>
    </message>
    <message>
        <source>After this song</source>
        <translation>Tras esta canción</translation>
    </message>
    <message>
        <source>In {count} minutes</source>
        <translation>Dentro de {count} minutos</translation>
    </message>
    <message>
        <source>Stops after this song</source>
        <translation>Para tras esta canción</translation>
    </message>
    <message>
        <source>Stops: {time}</source>
        <translation>Parará: {time}</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>Play on instead</source>
        <translation>Seguir sonando</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Something went wrong inside Deej; its log file tells more.</source>
        <translation>Algo ha fallado dentro de Deej; su archivo de registro dice más.</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Previous song</source>
        <translation>Canción anterior</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>Canción siguiente</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>Canción siguiente</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Más como esta</translation>
    </message>
    <message>
        <source>Show Deej</source>
        <translation>Mostrar Deej</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
</context>
<context>
    <name>TuningControl</name>
    <message>
        <source>Tune it to my music</source>
        <translation>Ajustarlo a mi música</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>Como estaba antes</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
</context>
<context>
    <name>UpNext</name>
    <message>
        <source>Up next</source>
        <translation>A continuación</translation>
    </message>
    <message>
        <source>Make a journey</source>
        <translation>Hacer un viaje</translation>
    </message>
    <message>
        <source>Choose your music folders…</source>
        <translation>Elegir tus carpetas de música…</translation>
    </message>
    <message>
        <source>Deej has no music to choose from yet.</source>
        <translation>Deej todavía no tiene música entre la que elegir.</translation>
    </message>
    <message>
        <source>Nothing comes next: drop a song, or let play begin anew.</source>
        <translation>No sigue nada: suelta una canción, o pulsa reproducir para empezar de nuevo.</translation>
    </message>
</context>
<context>
    <name>Volume</name>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Sin sonido</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Volver a oír</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Play what a good DJ would play next</source>
        <translation>Lo que un buen DJ pondría a continuación</translation>
    </message>
    <message>
        <source>Deej listens to your own music. Drop a song, and it goes on with songs that sound like it. Two knobs say how closely.</source>
        <translation>Deej escucha tu propia música. Suelta una canción y sigue con otras que suenan como ella. Dos mandos dicen cuánto han de parecerse.</translation>
    </message>
    <message>
        <source>Choose your music folder…</source>
        <translation>Elige tu carpeta de música…</translation>
    </message>
    <message>
        <source>Deej listens in the background and changes nothing</source>
        <translation>Deej escucha en segundo plano y no cambia nada</translation>
    </message>
    <message>
        <source>Try the demo music</source>
        <translation>Probar la música de muestra</translation>
    </message>
    <message>
        <source>Short pieces in different styles, made for Deej</source>
        <translation>Piezas cortas de distintos estilos, hechas para Deej</translation>
    </message>
    <message>
        <source>Listen to my music</source>
        <translation>Escuchar mi música</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Elegir otra carpeta…</translation>
    </message>
    <message>
        <source>Wherever your music is; it stays as it is</source>
        <translation>Donde esté tu música; se queda como está</translation>
    </message>
    <message>
        <source>Choose your music folder</source>
        <translation>Elige tu carpeta de música</translation>
    </message>
</context>
<context>
    <name>WindowDrops</name>
    <message>
        <source>Play now</source>
        <translation>Reproducir ahora</translation>
    </message>
    <message>
        <source>Also like this</source>
        <translation>También como esta</translation>
    </message>
    <message>
        <source>Play next</source>
        <translation>Reproducir a continuación</translation>
    </message>
    <message>
        <source>Shall Deej keep listening to {name} from now on?</source>
        <translation>¿Debe Deej seguir escuchando {name} de ahora en adelante?</translation>
    </message>
    <message>
        <source>Add to my music</source>
        <translation>Añadir a mi música</translation>
    </message>
</context>
<context>
    <name>WindowKeys</name>
    <message>
        <source>Play or pause</source>
        <translation>Reproducir o pausar</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>Canción siguiente</translation>
    </message>
    <message>
        <source>Previous song</source>
        <translation>Canción anterior</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Más fuerte</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>Más suave</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Más como esta</translation>
    </message>
    <message>
        <source>Less of this</source>
        <translation>Menos de esto</translation>
    </message>
    <message>
        <source>Show what plays in the library</source>
        <translation>Mostrar lo que suena en la biblioteca</translation>
    </message>
</context>
<context>
    <name>_Entry</name>
    <message>
        <source>Show only {name}</source>
        <translation>Mostrar solo {name}</translation>
    </message>
</context>
<context>
    <name>_Folders</name>
    <message>
        <source>Leave out a folder…</source>
        <translation>Dejar fuera una carpeta…</translation>
    </message>
    <message>
        <source>Choose a folder to leave out</source>
        <translation>Elige la carpeta que se deja fuera</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>less than a minute left</source>
        <translation>queda menos de un minuto</translation>
    </message>
    <message>
        <source>a minute left</source>
        <translation>queda un minuto</translation>
    </message>
    <message>
        <source>{minutes} minutes left</source>
        <translation>quedan {minutes} minutos</translation>
    </message>
    <message>
        <source>{hours} hours left</source>
        <translation>quedan {hours} horas</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 minuto</translation>
    </message>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} minutos</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02} min</source>
        <translation>{hours} h {minutes:02} min</translation>
    </message>
</context>
<context>
    <name>pick</name>
    <message>
        <source>Choose songs to play</source>
        <translation>Elige las canciones que han de sonar</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>Música</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Import a playlist</source>
        <translation>Importar una lista</translation>
    </message>
    <message>
        <source>Save as a playlist</source>
        <translation>Guardar como lista</translation>
    </message>
    <message>
        <source>Save as one sound file</source>
        <translation>Guardar como un solo archivo de sonido</translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>Listas</translation>
    </message>
</context>
<context>
    <name>said</name>
    <message>
        <source>Closest to {name}, closer than {percent} % of pairs in your library.</source>
        <translation>Lo más cercano a {name}, más que el {percent} % de las parejas de tu biblioteca.</translation>
    </message>
    <message>
        <source>There is nothing to compare it with.</source>
        <translation>No hay nada con que compararla.</translation>
    </message>
    <message>
        <source>Of near-equals, its beginning fits best.</source>
        <translation>Entre las casi iguales, su comienzo es el que mejor encaja.</translation>
    </message>
    <message>
        <source>Taken by chance before 1 closer one.</source>
        <translation>Elegida al azar antes que 1 más cercana.</translation>
    </message>
    <message>
        <source>Taken by chance before {count} closer ones.</source>
        <translation>Elegida al azar antes que {count} más cercanas.</translation>
    </message>
    <message>
        <source>A waypoint of yours.</source>
        <translation>Una etapa tuya.</translation>
    </message>
    <message>
        <source>On the way from {origin} to {aim}.</source>
        <translation>De camino de {origin} a {aim}.</translation>
    </message>
    <message>
        <source>This is the largest jump.</source>
        <translation>Este es el salto más grande.</translation>
    </message>
    <message>
        <source>It begins like this, closer than {percent} % of seams you have.</source>
        <translation>Empieza como esto, más cerca que el {percent} % de tus uniones.</translation>
    </message>
    <message>
        <source>It sounds like this, closer than {percent} % of pairs you have.</source>
        <translation>Suena como esto, más cerca que el {percent} % de tus parejas.</translation>
    </message>
    <message>
        <source>Looking for music</source>
        <translation>Buscando música</translation>
    </message>
    <message>
        <source>First listen</source>
        <translation>Primera escucha</translation>
    </message>
    <message>
        <source>Listening closely</source>
        <translation>Escuchando a fondo</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Comparando</translation>
    </message>
    <message>
        <source>Looking at what belongs together</source>
        <translation>Mirando qué va junto</translation>
    </message>
    <message>
        <source>Checking on albums held out</source>
        <translation>Comprobando con álbumes apartados</translation>
    </message>
    <message>
        <source>Closer, but kept back: {rules}.</source>
        <translation>Más cercanas, pero retenidas: {rules}.</translation>
    </message>
    <message>
        <source>Everything has been heard, so it starts again.</source>
        <translation>Todo se ha escuchado ya, así que vuelve a empezar.</translation>
    </message>
    <message>
        <source>No other album left.</source>
        <translation>No queda otro álbum.</translation>
    </message>
    <message>
        <source>No other artist left.</source>
        <translation>No queda otro artista.</translation>
    </message>
    <message>
        <source>All that is left was heard lately.</source>
        <translation>Todo lo que queda se ha escuchado hace poco.</translation>
    </message>
    <message>
        <source>Only very short tracks are left.</source>
        <translation>Solo quedan pistas muy cortas.</translation>
    </message>
    <message>
        <source>Only Christmas music is left.</source>
        <translation>Solo queda música navideña.</translation>
    </message>
    <message>
        <source>Only other recordings of songs already heard are left.</source>
        <translation>Solo quedan otras grabaciones de canciones ya escuchadas.</translation>
    </message>
    <message>
        <source>Only tracks in which nothing could be heard are left.</source>
        <translation>Solo quedan pistas en las que no se oye nada.</translation>
    </message>
    <message>
        <source>No close match left.</source>
        <translation>No queda ninguna parecida.</translation>
    </message>
    <message>
        <source>It is among the calmest fifth of your music.</source>
        <translation>Está en la quinta parte más tranquila de tu música.</translation>
    </message>
    <message>
        <source>It is among the liveliest fifth of your music.</source>
        <translation>Está en la quinta parte más animada de tu música.</translation>
    </message>
    <message>
        <source>It is among the darkest fifth of your music.</source>
        <translation>Está en la quinta parte más oscura de tu música.</translation>
    </message>
    <message>
        <source>It is among the brightest fifth of your music.</source>
        <translation>Está en la quinta parte más brillante de tu música.</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Midiendo</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>Mezclando</translation>
    </message>
    <message>
        <source>{activity}; what follows comes in a moment.</source>
        <translation>{activity}; lo que sigue llega en un momento.</translation>
    </message>
    <message>
        <source>Listening to {title}</source>
        <translation>Escuchando {title}</translation>
    </message>
    <message>
        <source>Deej has listened to 1 new track.</source>
        <translation>Deej ha escuchado 1 canción nueva.</translation>
    </message>
    <message>
        <source>Deej has listened to {count} new tracks.</source>
        <translation>Deej ha escuchado {count} canciones nuevas.</translation>
    </message>
    <message>
        <source>Nothing is queued yet; drop a song to begin with.</source>
        <translation>Todavía no hay nada en cola; suelta una canción para empezar.</translation>
    </message>
    <message>
        <source>There is no music in what you dropped.</source>
        <translation>No hay música en lo que has soltado.</translation>
    </message>
    <message>
        <source>Something went wrong; the log has the details.</source>
        <translation>Algo ha fallado; el registro tiene los detalles.</translation>
    </message>
    <message>
        <source>What follows is chosen without it.</source>
        <translation>Lo que sigue se elige sin ella.</translation>
    </message>
    <message>
        <source>Every track in the library has been heard.</source>
        <translation>Ya se han escuchado todas las pistas de la biblioteca.</translation>
    </message>
    <message>
        <source>Every other track has been heard; your settings for length, folders and genres keep {count} more out.</source>
        <translation>Todas las demás pistas se han escuchado ya; tus ajustes de duración, carpetas y géneros excluyen {count} más.</translation>
    </message>
    <message>
        <source>1 track fewer than asked for: no other track in the library may be used.</source>
        <translation>Una pista menos de las pedidas: no se puede usar ninguna otra de la biblioteca.</translation>
    </message>
    <message>
        <source>{count} tracks fewer than asked for: no other track in the library may be used.</source>
        <translation>{count} pistas menos de las pedidas: no se puede usar ninguna otra de la biblioteca.</translation>
    </message>
    <message>
        <source>There is no other track that the journey may arrive at.</source>
        <translation>No hay otra pista a la que pueda llegar el viaje.</translation>
    </message>
    <message>
        <source>Deej has listened to none of your music from end to end yet, so it cannot tell how calm or lively it is; give it some minutes.</source>
        <translation>Deej aún no ha escuchado ninguna canción entera, así que no sabe si es tranquila o animada; dale unos minutos.</translation>
    </message>
    <message>
        <source>There is no sound output: no sound server answers and no sound card was found. Playing goes on as soon as there is one.</source>
        <translation>No hay salida de sonido: ningún servidor de sonido responde y no se ha encontrado ninguna tarjeta. La música sigue en cuanto haya una.</translation>
    </message>
    <message>
        <source>There is no sound output: no loudspeaker and no headphones are connected. Playing goes on as soon as there are.</source>
        <translation>No hay salida de sonido: no hay altavoces ni auriculares conectados. La música sigue en cuanto los haya.</translation>
    </message>
    <message>
        <source>The sound server went away. Playing goes on as soon as it is back.</source>
        <translation>El servidor de sonido ha desaparecido. La música sigue en cuanto vuelva.</translation>
    </message>
    <message>
        <source>{name} was deleted while it played, so the next song follows.</source>
        <translation>{name} se ha borrado mientras sonaba, así que sigue la próxima canción.</translation>
    </message>
    <message>
        <source>Waiting for {name}: its drive or network folder is slow to answer.</source>
        <translation>Esperando a {name}: su disco o carpeta de red tarda en responder.</translation>
    </message>
    <message>
        <source>of an album just heard</source>
        <translation>de un álbum recién oído</translation>
    </message>
    <message>
        <source>by an artist just heard</source>
        <translation>de un artista recién oído</translation>
    </message>
    <message>
        <source>heard lately</source>
        <translation>oídas hace poco</translation>
    </message>
    <message>
        <source>out of season</source>
        <translation>fuera de temporada</translation>
    </message>
    <message>
        <source>very short</source>
        <translation>muy cortas</translation>
    </message>
    <message>
        <source>already heard in another recording</source>
        <translation>ya escuchadas en otra grabación</translation>
    </message>
    <message>
        <source>too short or too long</source>
        <translation>demasiado cortas o largas</translation>
    </message>
    <message>
        <source>excluded by you</source>
        <translation>excluidas por ti</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>en silencio</translation>
    </message>
    <message>
        <source>heard already</source>
        <translation>ya escuchadas</translation>
    </message>
    <message>
        <source>{name} cannot be used: {reason}.</source>
        <translation>{name} no se puede usar: {reason}.</translation>
    </message>
    <message>
        <source>{name} is needed to {purpose} but cannot be loaded: {remedy}.</source>
        <translation>{name} hace falta para {purpose}, pero no se puede cargar: {remedy}.</translation>
    </message>
    <message>
        <source>Stopped: {count} tracks in a row could not be played. Check that the disk with your music is there, then press play.</source>
        <translation>Detenido: no se han podido reproducir {count} canciones seguidas. Comprueba que el disco con tu música está ahí y pulsa reproducir.</translation>
    </message>
    <message>
        <source>Only the first {count} files are queued.</source>
        <translation>Solo se han puesto en cola los primeros {count} archivos.</translation>
    </message>
    <message>
        <source>That time has passed; choose a later one to arrive at.</source>
        <translation>Esa hora ya ha pasado; elige una más tarde para llegar.</translation>
    </message>
    <message>
        <source>Deej has listened to none of your music yet; choose its folder, or give Deej a minute.</source>
        <translation>Deej no ha escuchado todavía nada de tu música; elige su carpeta o dale un minuto.</translation>
    </message>
    <message>
        <source>The scan failed unexpectedly; the log has the details.</source>
        <translation>La exploración ha fallado de forma inesperada; los detalles están en el registro.</translation>
    </message>
    <message>
        <source>Nothing was scanned: {name} cannot be used ({reason}).</source>
        <translation>No se ha explorado nada: {name} no se puede usar ({reason}).</translation>
    </message>
    <message>
        <source>Your computer cannot follow so many folders; Deej looks for new music every {count} minutes instead.</source>
        <translation>Tu ordenador no puede vigilar tantas carpetas; Deej buscará música nueva cada {count} minutos.</translation>
    </message>
    <message>
        <source>There is no room in {place} to compare all tracks ({reason}); free some space, and Deej will go on from here.</source>
        <translation>No hay sitio en {place} para comparar todas las canciones ({reason}); libera espacio y Deej seguirá desde aquí.</translation>
    </message>
    <message>
        <source>The processes that listen to music cannot be started: start Deej again, and install it again if that does not help.</source>
        <translation>No se pueden iniciar los procesos que escuchan la música: abre Deej de nuevo y, si no basta, vuelve a instalarlo.</translation>
    </message>
    <message>
        <source>The process that reads files cannot be started: start Deej again, and install it again if that does not help.</source>
        <translation>No se puede iniciar el proceso que lee los archivos: abre Deej de nuevo y, si no basta, vuelve a instalarlo.</translation>
    </message>
    <message>
        <source>The encoder {name} cannot be used because {reason}: install Deej again, or add the encoder again.</source>
        <translation>El codificador {name} no se puede usar porque {reason}: vuelve a instalar Deej o a añadir el codificador.</translation>
    </message>
    <message>
        <source>The map could not be made; the log tells why. Try again later.</source>
        <translation>No se ha podido dibujar el mapa; el registro dice por qué. Inténtalo más tarde.</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {place} ({reason}); check that there is room and that you may write there.</source>
        <translation>Los ajustes no se pueden guardar en {place} ({reason}); comprueba que hay sitio y que puedes escribir ahí.</translation>
    </message>
    <message>
        <source>A playlist needs a name; type one.</source>
        <translation>Una lista necesita un nombre; escribe uno.</translation>
    </message>
    <message>
        <source>There is a playlist called &quot;{name}&quot;; choose another name.</source>
        <translation>Ya hay una lista llamada «{name}»; elige otro nombre.</translation>
    </message>
    <message>
        <source>This playlist was deleted meanwhile; save it under a new name.</source>
        <translation>Esta lista se ha borrado entretanto; guárdala con otro nombre.</translation>
    </message>
    <message>
        <source>The playlist {name} cannot be read ({reason}); check that it is there and that you may read it.</source>
        <translation>La lista {name} no se puede leer ({reason}); comprueba que está ahí y que puedes leerla.</translation>
    </message>
    <message>
        <source>The playlist {name} is damaged; write it anew with the program it is of.</source>
        <translation>La lista {name} está dañada; vuelve a guardarla con el programa del que procede.</translation>
    </message>
    <message>
        <source>The playlist {name} cannot be written ({reason}); choose another place.</source>
        <translation>La lista {name} no se puede escribir ({reason}); elige otro lugar.</translation>
    </message>
    <message>
        <source>{name} is no playlist that Deej knows; name it {kinds}.</source>
        <translation>{name} no es una lista que Deej conozca; llámala {kinds}.</translation>
    </message>
    <message>
        <source>The mix {name} cannot be written ({reason}); choose another place.</source>
        <translation>La mezcla {name} no se puede escribir ({reason}); elige otro lugar.</translation>
    </message>
    <message>
        <source>Nothing of this playlist can be read; check that its files are there.</source>
        <translation>No se puede leer nada de esta lista; comprueba que sus archivos están ahí.</translation>
    </message>
    <message>
        <source>{name} says nothing of the kind of file; name it {kinds}.</source>
        <translation>{name} no dice de qué tipo de archivo se trata; llámalo {kinds}.</translation>
    </message>
    <message>
        <source>The encoder does not answer: close other programs, and listen anew.</source>
        <translation>El codificador no responde: cierra otros programas y vuelve a escuchar.</translation>
    </message>
    <message>
        <source>Nothing fits yet: let Deej hear some music first.</source>
        <translation>Todavía no hay nada que encaje: deja que Deej oiga antes algo de música.</translation>
    </message>
    <message>
        <source>Listening failed unexpectedly; the log has the details.</source>
        <translation>La escucha ha fallado de forma inesperada; los detalles están en el registro.</translation>
    </message>
    <message>
        <source>The microphone &quot;{name}&quot; was lost; connect it again, and listen anew.</source>
        <translation>Se ha perdido el micrófono «{name}»; conéctalo de nuevo y vuelve a escuchar.</translation>
    </message>
    <message>
        <source>There is no microphone called &quot;{name}&quot;; there are {names}.</source>
        <translation>No hay ningún micrófono llamado «{name}»; hay {names}.</translation>
    </message>
    <message>
        <source>No microphone was found; connect one, or let Deej use it in your system&apos;s settings.</source>
        <translation>No se ha encontrado ningún micrófono; conecta uno o permite en los ajustes del sistema que Deej lo use.</translation>
    </message>
    <message>
        <source>The microphone &quot;{name}&quot; cannot be opened ({reason}); see that it is connected, that no other program keeps it, and that Deej may use it.</source>
        <translation>El micrófono «{name}» no se puede abrir ({reason}); comprueba que está conectado, que ningún otro programa lo retiene y que Deej puede usarlo.</translation>
    </message>
    <message>
        <source>The sound system cannot be asked for microphones ({reason}); check it, and start Deej again.</source>
        <translation>El sistema de sonido no dice qué micrófonos hay ({reason}); revísalo y abre Deej de nuevo.</translation>
    </message>
    <message>
        <source>Nothing has been listened to with this encoder yet: run &quot;deej scan&quot;, or let the window finish listening.</source>
        <translation>Todavía no se ha escuchado nada con este codificador: ejecuta «deej scan» o deja que la ventana termine de escuchar.</translation>
    </message>
    <message>
        <source>The encoder cannot be kept as {place} ({reason}): make room there and try again.</source>
        <translation>El codificador no se puede guardar en {place} ({reason}): haz sitio ahí e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>Tuning failed unexpectedly; the log has the details.</source>
        <translation>El ajuste ha fallado de forma inesperada; los detalles están en el registro.</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>Dibujando el mapa</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Escuchando</translation>
    </message>
    <message>
        <source>it holds no sound</source>
        <translation>no contiene sonido</translation>
    </message>
    <message>
        <source>it holds no audio</source>
        <translation>no contiene audio</translation>
    </message>
    <message>
        <source>it is damaged or no audio at all</source>
        <translation>está dañado o no es audio</translation>
    </message>
    <message>
        <source>it is silent</source>
        <translation>está en silencio</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>está vacío</translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation>ya no está ahí</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es una carpeta</translation>
    </message>
    <message>
        <source>you may not read it; check its permissions</source>
        <translation>no puedes leerlo; revisa sus permisos</translation>
    </message>
    <message>
        <source>it cannot be read ({reason})</source>
        <translation>no se puede leer ({reason})</translation>
    </message>
    <message>
        <source>nothing can be heard in it</source>
        <translation>no se oye nada en él</translation>
    </message>
    <message>
        <source>the decoder crashed on it</source>
        <translation>el decodificador se ha cerrado con él</translation>
    </message>
    <message>
        <source>the decoder failed on it</source>
        <translation>el decodificador ha fallado con él</translation>
    </message>
    <message>
        <source>reading it crashed</source>
        <translation>su lectura se ha interrumpido de golpe</translation>
    </message>
    <message>
        <source>reading it failed</source>
        <translation>su lectura ha fallado</translation>
    </message>
    <message>
        <source>it took longer than {count} s to read</source>
        <translation>se ha tardado más de {count} s en leerlo</translation>
    </message>
    <message>
        <source>it took longer than {count} s to decode</source>
        <translation>se ha tardado más de {count} s en decodificarlo</translation>
    </message>
    <message>
        <source>the encoder could make nothing of it</source>
        <translation>el codificador no ha sacado nada de él</translation>
    </message>
    <message>
        <source>play music</source>
        <translation>reproducir música</translation>
    </message>
    <message>
        <source>use the microphone</source>
        <translation>usar el micrófono</translation>
    </message>
    <message>
        <source>listen to music</source>
        <translation>escuchar música</translation>
    </message>
    <message>
        <source>draw the map</source>
        <translation>dibujar el mapa</translation>
    </message>
    <message>
        <source>notice new music by itself</source>
        <translation>enterarse por sí solo de la música nueva</translation>
    </message>
    <message>
        <source>install Deej again</source>
        <translation>vuelve a instalar Deej</translation>
    </message>
    <message>
        <source>install {name} and start Deej again</source>
        <translation>instala {name} y abre Deej de nuevo</translation>
    </message>
</context>
</TS>
