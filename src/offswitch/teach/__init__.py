"""Lets a person show where a setting is, once, and keeps what they showed as a selector file.

The guard stays shut for every change: here a page is only looked at. What is kept has passed the rules
that hold for strangers' files, and was read twice from pages that were loaded anew.

``subject``     which setting, where to begin, and what to look for
``talk``        questions to the person, while the page in the window goes on living
``walk``        the person goes to the setting, and picks its control
``candidates``  the controls on the page, those first that sound like it
``opened_list`` the options of a menu whose list the person opens
``meaning``     which way round a control is, and what contradicts the person's answer
``way``         from the clicks that were noted to ways that a selector file can say
``draft``       the selector file
``words``       the words of a page in another language
``proof``       reads the control twice by that file, as a run would
``keep``        the person's own folder: writes, lists, and removes such files
``lesson``      the conversation from beginning to end
``visit``       the window that it happens in
"""
