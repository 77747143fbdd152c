"""What five reviews might have asked, in our own words.

Written for this benchmark from the topic of each review alone (its set's name and what its titles are about), before
any label was looked at. They are illustrations, not the programme theories of the authors.
"""

# set: (a working title, an initial programme theory)
THEORIES = {
    "Nagtegaal_2019": (
        "Nudging healthcare professionals towards evidence-based medicine",
        """If reminders, defaults, checklists or feedback that compares with peers are built into the place where
        physicians and nurses decide, then they follow guidelines and evidence-based practice more often,
        because the better choice takes less effort, is noticed in time and is seen as what colleagues do.
        If professionals feel their autonomy threatened or are tired of alerts, then prompts are ignored and
        prescribing, test ordering and hand hygiene stay as they were.""",
    ),
    "SYN_Oud_2018": (
        "Specialized psychotherapies for adults with borderline personality disorder",
        """If adults with borderline personality disorder are offered a specialised psychotherapy such as dialectical
        behaviour therapy, mentalization-based treatment, schema therapy or transference-focused
        psychotherapy, then self-harm, suicide attempts and symptom severity fall more than with treatment
        as usual, because a structured therapist and a shared model help them to regulate emotion and to
        trust. If treatment is brief or unstructured, then they drop out of the trial and functioning does
        not improve.""",
    ),
    "SYN_Meijboom_2021": (
        "Patients going back from a biosimilar to the originator",
        """If patients with a rheumatic or inflammatory bowel disease who are stable on an originator biologic such as
        infliximab, etanercept or adalimumab are switched to its biosimilar for reasons of cost, then some
        of them stop and switch back to the originator, because negative expectations (the nocebo effect)
        let them notice complaints and loss of effect. If physicians and nurses explain the transition in
        one voice, then persistence is high and discontinuation rare in real-world cohorts.""",
    ),
    "wilson_AppenzellerHerzog_2019": (
        "Comparative effectiveness of therapies for Wilson disease",
        """If patients with Wilson disease are treated with a chelator such as D-penicillamine, trientine or
        tetrathiomolybdate, or with zinc, then copper is removed or kept from being absorbed and hepatic and
        neurological symptoms improve or never come. If treatment begins before symptoms, or zinc is chosen
        for maintenance, then adverse events, neurological worsening and withdrawal are fewer and survival
        is better, because copper falls slowly and patients keep taking what they tolerate.""",
    ),
    "virus_Kwok_2020": (
        "Virus metagenomics in farm animals",
        """If faeces, nasal swabs or tissue of farm animals such as pigs, cattle, poultry, sheep or horses are examined
        by viral metagenomics and next-generation sequencing rather than by targeted PCR, then known and
        novel viruses are found together and the virome of healthy and diseased herds can be compared,
        because sequencing needs no prior guess. If enrichment and bioinformatics differ between
        laboratories, then what is detected differs, and surveillance of emerging and zoonotic viruses
        remains hard to compare.""",
    ),
}
