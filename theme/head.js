/* @saver <picture */
try{(localStorage["ren:s"]||navigator.connection.saveData)>0&&(document.body.className="s")}catch(e){}
/* @late <body data-p=l */
onload=()=>setTimeout((s=document.createElement("script"))=>{s.src=SCRIPT_URL;document.body.append(s)},500);
